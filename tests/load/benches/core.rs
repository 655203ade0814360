//! Our time beside the floor's on the same text, and one link beside one request
//! of an advertisement filter.

use adblock::{
    Engine,
    lists::{FilterSet, ParseOptions},
    request::Request,
};
use criterion::{Criterion, Throughput};
use hullcheck::destination::{Destination, known_host, site};
use hullcheck_load::{cases, filters, floor, inspect, repository, texts};
use std::{hint::black_box, time::Duration};

/// Addresses as readmes have them, one of them wrapped as lures wrap theirs.
const ADDRESSES: [&str; 8] = [
    "https://github.com/acme/gateway/blob/main/README.md",
    "https://docs.acme.example.org/guide/install.html#compose",
    "https://img.shields.io/badge/build-passing-green.svg?style=flat",
    "http://www.acme.co.uk/",
    "https://hub.docker.com/r/acme/gateway/tags",
    "https://tinurll.com/2A0TbB",
    "https://en.wikipedia.org/wiki/Reverse_proxy",
    "https://www.google.com/url?q=https%3A%2F%2Fdownloads.tinurll.com%2F2A0TbB&sa=D",
];

fn texts(criterion: &mut Criterion) {
    let large = [100, 1000].map(|kilobytes| hullcheck_load::Case {
        name: format!("honest-{kilobytes}k"),
        text: texts::honest(kilobytes * 1024),
    });
    for case in cases().into_iter().chain(large) {
        let mut group = criterion.benchmark_group(&case.name);
        group.throughput(Throughput::Bytes(case.text.len() as u64));
        group
            .warm_up_time(Duration::from_millis(200))
            .measurement_time(Duration::from_secs(1))
            .sample_size(20);
        let repository = repository(&case.text);
        group.bench_function("floor", |bencher| bencher.iter(|| floor(black_box(&case.text))));
        group.bench_function("inspect", |bencher| bencher.iter(|| inspect(black_box(&repository))));
        group.finish();
    }
}

fn link(criterion: &mut Criterion) {
    let mut list = FilterSet::new(false);
    list.add_filter_list(filters::rules(), ParseOptions::default());
    let engine = Engine::new_with_filter_set(list);
    let mut group = criterion.benchmark_group("link");
    group.warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    group.bench_function("filter", |bencher| {
        let check = |address| {
            let request = Request::new(address, "https://hub.docker.com/r/a/b", "document", "GET");
            request.is_ok_and(|request| engine.check_network_request(&request).filter.is_some())
        };
        bencher.iter(|| black_box(ADDRESSES).map(check));
    });
    group.bench_function("destination", |bencher| {
        let follow = |address| {
            let Destination::Web(route) = Destination::of(address) else { return None };
            let host = route.last().host();
            Some((known_host(host).is_some(), site(host).len()))
        };
        bencher.iter(|| black_box(ADDRESSES).map(follow));
    });
    group.finish();
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    texts(&mut criterion);
    link(&mut criterion);
    criterion.final_summary();
}
