//! A Docker Hub on this machine, for tests and the demo.
//!
//! It has the routes, the markup, the state texts and the JSON of the real one
//! as far as they are known, its client-side navigation, a hydration that
//! renders everything a second time, and a strict Content-Security-Policy. A
//! browser reaches it as `https://hub.docker.com/` by resolver rules; every
//! other host resolves to it as well and is answered by a page that only says
//! it was reached, so that a test can prove that nothing was.

mod api;
mod markdown;
mod pages;
mod repository;

pub use repository::{Account, Content, ReadError, Repository};

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::{self, Next},
    response::{Html, IntoResponse, Redirect, Response},
    routing::{MethodRouter, get},
};
use axum_server::{Handle, tls_rustls::RustlsConfig};
use std::{
    collections::{BTreeMap, HashMap},
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};
use tokio::sync::watch;

/// Where a feed of rules is served, if there is one.
pub const FEED: &str = "https://feeds.site/hullcheck";

/// The host the real site has.
pub const HOST: &str = "hub.docker.com";

/// A running Docker Hub. It stops when it is dropped.
pub struct Hub {
    /// Where it listens.
    pub address: SocketAddr,
    site: Arc<Site>,
    handle: Handle<SocketAddr>,
}

/// How an API request goes wrong.
#[derive(Clone, Debug)]
pub enum Fault {
    /// It is answered with this status.
    Status(u16),
    /// It is answered with 429 and the seconds to wait.
    Limited(u32),
    /// It is answered by a web page with status 200, as a bot check does.
    Page,
    /// It is not answered until the sender says `true`.
    Wait(watch::Receiver<bool>),
}

/// Which API request goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Question {
    /// A repository's record: `namespace/name`.
    Repository,
    /// Its tags: `namespace/name`.
    Tags,
    /// The repositories of an account: `namespace`.
    Siblings,
    /// An account's record: `namespace`.
    Account,
    /// A search: the words searched for.
    Search,
}

/// What the server knows and remembers.
#[derive(Default)]
struct Site {
    repositories: BTreeMap<(String, String), Repository>,
    accounts: BTreeMap<String, Account>,
    faults: Mutex<HashMap<(String, Question), Fault>>,
    reached: Mutex<Vec<String>>,
    referrers: Mutex<Vec<String>>,
    asked: Mutex<Vec<String>>,
    without_policy: AtomicBool,
    feed: Mutex<String>,
}

impl Hub {
    /// Starts serving `content` on `port` of the loopback interface; 0 takes any free one.
    pub async fn start(content: Content, port: u16) -> anyhow::Result<Self> {
        let key = |repository: &Repository| (repository.namespace.clone(), repository.name.clone());
        let named = |namespace: &String| {
            (namespace.clone(), Account { account: namespace.clone(), ..Account::default() })
        };
        let mut accounts: BTreeMap<String, Account> =
            content.repositories.iter().map(|repository| named(&repository.namespace)).collect();
        accounts.extend(content.accounts.into_iter().map(|account| (account.account.clone(), account)));
        let repositories = content.repositories.into_iter().map(|repository| (key(&repository), repository));
        let site = Arc::new(Site { repositories: repositories.collect(), accounts, ..Site::default() });
        // Only fails if a provider is installed already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let certificate = rcgen::generate_simple_self_signed([HOST.to_owned()])?;
        let tls = RustlsConfig::from_pem(
            certificate.cert.pem().into_bytes(),
            certificate.signing_key.serialize_pem().into_bytes(),
        )
        .await?;
        let handle = Handle::new();
        let server = axum_server::bind_rustls(SocketAddr::from((Ipv4Addr::LOCALHOST, port)), tls)
            .handle(handle.clone());
        tokio::spawn(server.serve(router(site.clone()).into_make_service()));
        let address = handle
            .listening()
            .await
            .ok_or_else(|| anyhow::anyhow!("port {port} is taken: choose another"))?;
        Ok(Self { address, site, handle })
    }

    /// Lets a request about `what`, as the question names it, fail until [`Hub::heal`].
    pub fn break_down(&self, what: &str, question: Question, fault: Fault) {
        lock(&self.site.faults).insert((what.to_owned(), question), fault);
    }

    /// Whether pages come with a Content-Security-Policy, as they do at first.
    pub fn set_policy(&self, strict: bool) {
        self.site.without_policy.store(!strict, Ordering::Relaxed);
    }

    /// Lets [`FEED`] answer with `text`.
    pub fn serve_feed(&self, text: String) {
        *lock(&self.site.feed) = text;
    }

    /// Lets every request succeed again.
    pub fn heal(&self) {
        lock(&self.site.faults).clear();
    }

    /// The addresses outside Docker Hub that were opened.
    pub fn reached(&self) -> Vec<String> {
        lock(&self.site.reached).clone()
    }

    /// Where those who opened them said they came from.
    pub fn referrers(&self) -> Vec<String> {
        lock(&self.site.referrers).clone()
    }

    /// The API requests that were made.
    pub fn asked(&self) -> Vec<String> {
        lock(&self.site.asked).clone()
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        self.handle.shutdown();
    }
}

impl Site {
    fn repository(&self, namespace: &str, name: &str) -> Option<&Repository> {
        self.repositories.get(&(namespace.to_owned(), name.to_owned()))
    }

    fn fault(&self, what: &str, question: Question) -> Option<Fault> {
        lock(&self.faults).get(&(what.to_owned(), question)).cloned()
    }

    /// The repositories of `namespace` that visitors see.
    fn of_namespace(&self, namespace: &str) -> impl Iterator<Item = &Repository> {
        let visible = |repository: &&Repository| !repository.is_private;
        self.repositories.values().filter(move |repository| repository.namespace == namespace).filter(visible)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn router(site: Arc<Site>) -> Router {
    Router::new()
        .route("/v2/namespaces/{namespace}/repositories/{name}", get(api::repository))
        .route("/v2/namespaces/{namespace}/repositories/{name}/tags", get(api::tags))
        .route("/v2/repositories/{namespace}/", get(api::list))
        .route("/v2/users/{namespace}", get(api::user))
        .route("/v2/orgs/{namespace}", get(api::organisation))
        .route("/api/search/v4", get(api::search))
        .route("/assets/app.js", asset("text/javascript", include_str!("../assets/app.js")))
        .route("/assets/app.css", asset("text/css", include_str!("../assets/app.css")))
        .route("/favicon.ico", get(async || StatusCode::NO_CONTENT))
        .fallback(pages::page)
        .layer(middleware::from_fn_with_state(site.clone(), outside))
        .with_state(site)
}

fn asset(kind: &'static str, content: &'static str) -> MethodRouter<Arc<Site>> {
    get(async move || ([(header::CONTENT_TYPE, kind)], content))
}

/// Answers for every host but Docker Hub's, and remembers the visit.
async fn outside(
    State(site): State<Arc<Site>>,
    headers: HeaderMap,
    request: Request,
    next: Next,
) -> Response {
    // HTTP/1 names the host in a header, HTTP/2 in the address itself.
    let header = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let host = request.uri().host().or(header).unwrap_or_default();
    let name = host.split(':').next().unwrap_or_default().to_owned();
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    if name == HOST {
        if path.starts_with("/v2/") || path.starts_with("/api/") {
            lock(&site.asked).push(path);
        }
        return next.run(request).await;
    }
    if format!("https://{name}{path}") == FEED {
        let text = lock(&site.feed).clone();
        return ([(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")], text).into_response();
    }
    // What browsers call by themselves is no visit of a user's.
    if path == "/favicon.ico"
        || ["mozilla.com", "mozilla.org", "firefox.com"].iter().any(|own| name.ends_with(own))
    {
        return StatusCode::NOT_FOUND.into_response();
    }
    lock(&site.reached).push(format!("{name}{path}"));
    if let Some(referrer) = headers.get(header::REFERER).and_then(|value| value.to_str().ok()) {
        lock(&site.referrers).push(referrer.to_owned());
    }
    // A host that sends its visitors wherever its address says.
    if let Some(target) = path.strip_prefix("/to?") {
        return Redirect::temporary(target).into_response();
    }
    Html(format!("<!doctype html><title>{name}</title><p>This is {name}.")).into_response()
}
