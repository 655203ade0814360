//! The site's pages: rendered on the server, rendered again by the client.

use crate::{Repository, Site, api, markdown};
use axum::{
    Json,
    extract::{Query, State},
    http::{StatusCode, Uri, header},
    response::{Html, IntoResponse, Response},
};
use markdown::escape;
use serde::Deserialize;
use serde_json::json;
use std::{
    fmt::Write as _,
    sync::{Arc, atomic::Ordering},
};

/// The policy of the pages: nothing inline, nothing from elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; connect-src 'self'; img-src 'self' data: https:; base-uri 'none'";

/// What a page shows.
struct Page {
    title: String,
    body: String,
}

#[derive(Deserialize)]
pub struct Sought {
    #[serde(default)]
    q: String,
}

/// Every page, as HTML; with `.data` after its path as the client asks for it
/// when it navigates by itself.
pub async fn page(State(site): State<Arc<Site>>, uri: Uri, Query(query): Query<Sought>) -> Response {
    let (path, as_data) = match uri.path().strip_suffix(".data") {
        Some(path) => (path, true),
        None => (uri.path(), false),
    };
    let found = find(&site, path, &query.q);
    let status = if found.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    let page = found.unwrap_or_else(|| Page { title: "Page Not Found".into(), body: "<h1>404</h1>".into() });
    if as_data {
        return (status, Json(json!({ "title": page.title, "body": page.body }))).into_response();
    }
    if site.without_policy.load(Ordering::Relaxed) {
        return (status, Html(document(&page))).into_response();
    }
    (status, [(header::CONTENT_SECURITY_POLICY, POLICY)], Html(document(&page))).into_response()
}

fn find(site: &Site, path: &str, query: &str) -> Option<Page> {
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    match segments[..] {
        [] => Some(search(site, "")),
        ["search"] => Some(search(site, query)),
        ["explore" | "mcp"] | ["catalogs", ..] => Some(search(site, "")),
        ["billing"] => Some(Page { title: "Billing".into(), body: "<h1>Billing</h1>".into() }),
        ["repository", "docker", namespace, name, ..] => site.repository(namespace, name).map(own),
        ["layers", namespace, name, ..] => site.repository(namespace, name).map(tags),
        ["u", namespace] => profile(site, namespace),
        ["r", namespace, name] => site.repository(namespace, name).map(overview),
        ["_", name] => site.repository("library", name).map(overview),
        ["r", namespace, name, "tags"] => site.repository(namespace, name).map(tags),
        ["_", name, "tags"] => site.repository("library", name).map(tags),
        _ => None,
    }
}

fn document(page: &Page) -> String {
    format!(
        r#"<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{}</title><link rel="stylesheet" href="/assets/app.css"><script src="/assets/app.js" defer></script></head>
<body><div></div><div></div><div><header><a href="/">dockerhub</a><form action="/search"><input name="q" aria-label="Search Docker Hub" placeholder="Search Docker Hub"></form></header>
<div id="mainContainer">{}</div>
<footer><a href="https://www.docker.com/" target="_blank">About Docker</a> <a href="https://docs.docker.com/docker-hub/" target="_blank">Docs</a></footer></div></body></html>"#,
        escape(&page.title),
        page.body
    )
}

fn search(site: &Site, query: &str) -> Page {
    let cards: String = api::found(site, query).take(30).map(card).collect();
    let body = format!(
        r#"<h1 class="MuiTypography-root MuiTypography-h2">Search</h1><div id="searchResults"><div>{cards}</div></div>"#
    );
    Page { title: "Docker Hub Search".into(), body }
}

fn card(repository: &Repository) -> String {
    let name = repository.full_name();
    format!(
        r#"<a class="MuiTypography-root MuiLink-root css-y94fv1" data-testid="imageSearchResult" href="{}"><div class="MuiPaper-root MuiCard-root"><span data-testid="{name}-card"><strong data-testid="product-title">{name}</strong></span><div data-testid="product-badges-and-data-count"><p>{}</p></div><span>By {} • Updated 3 days ago</span><p>{}</p></div></a>"#,
        repository.path(),
        repository.pull_count,
        repository.namespace,
        escape(&repository.description),
    )
}

fn profile(site: &Site, namespace: &str) -> Option<Page> {
    let account = site.accounts.get(namespace)?;
    let cards: Vec<String> = site.of_namespace(namespace).map(card).collect();
    let home = match account.profile_url.as_str() {
        "" => String::new(),
        url => format!("<p>{}</p>", markdown::outside(url)),
    };
    let kind = if account.organisation { "Community Organization" } else { "Community User" };
    let body = format!(
        r#"<div data-testid="page_community_profile"><div data-testid="profile-header"><h1>{namespace}</h1><p>{kind}</p><p>{2}</p>{home}</div><p>Displaying 1 to {0} of {0} repositories</p>{1}</div>"#,
        cards.len(),
        cards.concat(),
        escape(&account.company),
    );
    Some(Page { title: namespace.to_owned(), body })
}

fn overview(repository: &Repository) -> Page {
    let name = repository.full_name();
    let mut body = heading(repository);
    let _ = write!(body, "<h2>{name} repository overview</h2>");
    if repository.status == 0 {
        body.push_str("<h3>Empty repository</h3><p>Currently, this repository is awaiting its first push. The detailed overview will become available post the initial content push by the repository owner.</p>");
    } else if repository.full_description.is_empty() {
        body.push_str("<h3>No overview available</h3><p>This repository doesn't have an overview</p>");
    } else {
        let _ =
            write!(body, r#"<div class="overview">{}</div>"#, markdown::render(&repository.full_description));
    }
    if shown_tags(repository) == 0 {
        body.push_str(
            "<aside><h3>Tag Summary</h3><p>No tags have been pushed to this repository yet.</p></aside>",
        );
    } else {
        let _ = write!(
            body,
            "<aside><h3>Tag summary</h3><p>Content type Image</p><p>Size 1 KB</p><code>docker pull {name}</code></aside>"
        );
    }
    Page { title: format!("{name} - Docker Image"), body }
}

/// What its owner sees.
fn own(repository: &Repository) -> Page {
    let name = repository.full_name();
    let text = markdown::render(&repository.full_description);
    let body = format!(r#"<h1>{name}</h1><h2>Repository overview</h2><div class="overview">{text}</div>"#);
    Page { title: name, body }
}

fn shown_tags(repository: &Repository) -> u64 {
    repository.tags_shown.unwrap_or(repository.tags)
}

fn tags(repository: &Repository) -> Page {
    let name = repository.full_name();
    let mut body = heading(repository);
    let _ = write!(body, "<h2>Tags for {name}</h2>");
    body.push_str(if shown_tags(repository) == 0 {
        "<h3>No tags available</h3><p>This repository doesn't have any tagged images.</p>"
    } else {
        r#"<div data-testid="repotagsTagList"><div data-testid="repotagsTagListItem">latest</div></div>"#
    });
    Page { title: format!("{name} - Docker Image"), body }
}

fn heading(repository: &Repository) -> String {
    let since = if repository.status == 0 { "Created" } else { "Updated" };
    let chip = if shown_tags(repository) > 0 { r#"<span class="chip">Image</span>"# } else { "" };
    let (path, namespace) = (repository.path(), &repository.namespace);
    format!(
        r#"<h1 class="MuiTypography-root MuiTypography-h2">{}</h1><p>By <a href="/u/{namespace}">{namespace}</a> • {since} 10 months ago</p>{chip}<p data-testid="description">{}</p><nav><a href="{path}">Overview</a> <a href="{path}/tags">Tags</a></nav>"#,
        repository.full_name(),
        escape(&repository.description),
    )
}
