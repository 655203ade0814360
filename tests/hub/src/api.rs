//! Docker Hub's JSON, in the shapes of real answers of 2024 to 2026.

use crate::{Account, Fault, Question, Repository, Site};
use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// When every repository of this site was made and last changed.
const DATE: &str = "2026-01-01T00:00:00.000000Z";

type Named = Path<(String, String)>;

pub async fn repository(State(site): State<Arc<Site>>, Path((namespace, name)): Named) -> Response {
    let repository = site.repository(&namespace, &name).filter(|repository| !repository.is_private);
    let record = repository.map(|repository| {
        let mut record = listed(repository);
        record["full_description"] = match repository.full_description.as_str() {
            "" => Value::Null,
            text => text.into(),
        };
        record["user"] = repository.namespace.clone().into();
        record["hub_user"] = repository.namespace.clone().into();
        record["permissions"] = json!({ "read": true, "write": false, "admin": false });
        record
    });
    answer(&site, &format!("{namespace}/{name}"), Question::Repository, record).await
}

pub async fn tags(State(site): State<Arc<Site>>, Path((namespace, name)): Named) -> Response {
    let repository = site.repository(&namespace, &name).filter(|repository| !repository.is_private);
    let list = repository.map(|repository| {
        let results = if repository.tags == 0 { json!([]) } else { json!([tag(repository)]) };
        json!({ "count": repository.tags, "next": null, "previous": null, "results": results })
    });
    answer(&site, &format!("{namespace}/{name}"), Question::Tags, list).await
}

/// The repositories of a namespace; an unknown one has none, and that is no error.
pub async fn list(State(site): State<Arc<Site>>, Path(namespace): Path<String>) -> Response {
    let all: Vec<Value> = site.of_namespace(&namespace).map(listed).collect();
    let results: Vec<&Value> = all.iter().take(100).collect();
    let list = json!({ "count": all.len(), "next": null, "previous": null, "results": results });
    answer(&site, &namespace, Question::Siblings, Some(list)).await
}

pub async fn user(State(site): State<Arc<Site>>, Path(namespace): Path<String>) -> Response {
    let account = site.accounts.get(&namespace).filter(|account| !account.organisation);
    answer(&site, &namespace, Question::Account, account.map(|account| about(account, "username", "User")))
        .await
}

pub async fn organisation(State(site): State<Arc<Site>>, Path(namespace): Path<String>) -> Response {
    let account = site.accounts.get(&namespace).filter(|account| account.organisation);
    let record = account.map(|account| {
        let mut record = about(account, "orgname", "Organization");
        record["badge"] = account.badge.clone().into();
        record["is_active"] = true.into();
        record
    });
    answer(&site, &namespace, Question::Account, record).await
}

fn about(account: &Account, name: &str, kind: &str) -> Value {
    json!({
        "id": "0", "uuid": "0", name: account.account, "full_name": account.full_name, "location": "",
        "company": account.company, "profile_url": account.profile_url, "date_joined": DATE,
        "gravatar_url": "", "gravatar_email": "", "type": kind,
    })
}

#[derive(Deserialize)]
pub struct Search {
    #[serde(default)]
    query: String,
    #[serde(default)]
    from: usize,
}

pub async fn search(State(site): State<Arc<Site>>, Query(search): Query<Search>) -> Response {
    let badge = |namespace: &str| site.accounts.get(namespace).and_then(|account| account.badge.clone());
    let all: Vec<Value> = found(&site, &search.query)
        .map(|repository| {
            json!({
                "id": repository.full_name(), "name": repository.full_name(), "slug": repository.full_name(),
                "type": "image", "publisher": { "id": repository.namespace, "name": repository.namespace },
                "created_at": DATE, "updated_at": DATE, "short_description": repository.description,
                "badge": badge(&repository.namespace).unwrap_or_else(|| "none".to_owned()),
                "star_count": 0, "pull_count": repository.pull_count.to_string(), "raw_pull_count": repository.pull_count,
                "archived": false, "media_types": media_types(repository), "content_types": content_types(repository),
            })
        })
        .collect();
    let results: Vec<&Value> = all.iter().skip(search.from).take(30).collect();
    answer(&site, &search.query, Question::Search, Some(json!({ "total": all.len(), "results": results })))
        .await
}

/// The repositories whose name or short description holds `query`.
pub fn found<'a>(site: &'a Site, query: &str) -> impl Iterator<Item = &'a Repository> {
    let query = query.to_lowercase();
    site.repositories.values().filter(move |repository| {
        let named =
            repository.full_name().contains(&query) || repository.description.to_lowercase().contains(&query);
        named && !repository.is_private
    })
}

/// An answer about `what`, unless it is to go wrong.
async fn answer(site: &Site, what: &str, question: Question, good: Option<Value>) -> Response {
    match site.fault(what, question) {
        Some(Fault::Status(status)) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            return (status, Json(json!({ "message": status.canonical_reason() }))).into_response();
        }
        Some(Fault::Limited(seconds)) => {
            let headers = [("retry-after", seconds.to_string())];
            return (StatusCode::TOO_MANY_REQUESTS, headers, Json(json!({ "message": "Too Many Requests" })))
                .into_response();
        }
        Some(Fault::Page) => return Html("<!doctype html><title>Just a moment...</title>").into_response(),
        Some(Fault::Wait(mut go)) => {
            // Also ends when the test that holds the other side is over.
            let _ = go.wait_for(|go| *go).await;
        }
        None => {}
    }
    let headers = [("x-ratelimit-limit", "180"), ("x-ratelimit-remaining", "170")];
    let Some(good) = good else {
        let body = json!({ "message": "httperror 404: object not found", "errinfo": { "about": what } });
        return (StatusCode::NOT_FOUND, headers, Json(body)).into_response();
    };
    (headers, Json(good)).into_response()
}

fn listed(repository: &Repository) -> Value {
    json!({
        "name": repository.name, "namespace": repository.namespace,
        "repository_type": if repository.tags > 0 { json!(repository.content_type) } else { Value::Null },
        "status": repository.status,
        "status_description": if repository.status == 0 { "initialized" } else { "active" },
        "description": repository.description, "is_private": false, "is_automated": false, "star_count": 0,
        "pull_count": repository.pull_count, "last_updated": DATE, "last_modified": DATE, "date_registered": DATE,
        "collaborator_count": 0, "affiliation": null, "has_starred": false,
        "media_types": media_types(repository), "content_types": content_types(repository), "categories": [],
        "immutable_tags_settings": { "enabled": false, "rules": [".*"] },
        "storage_size": if repository.tags > 0 { json!(1024) } else { Value::Null }, "source": null,
    })
}

fn media_types(repository: &Repository) -> Vec<String> {
    let of_image = || "application/vnd.docker.container.image.v1+json".to_owned();
    if repository.tags == 0 { Vec::new() } else { vec![of_image()] }
}

fn content_types(repository: &Repository) -> Vec<&str> {
    if repository.tags == 0 { Vec::new() } else { vec![&repository.content_type] }
}

fn tag(repository: &Repository) -> Value {
    let size = repository.full_size;
    let image = json!({ "architecture": "amd64", "os": "linux", "size": size, "status": "active", "last_pushed": DATE });
    json!({
        "name": "latest", "images": [image], "last_updated": DATE, "full_size": size, "v2": true, "tag_status": "active",
        "tag_last_pushed": DATE, "media_type": "application/vnd.docker.container.image.v1+json",
        "content_type": repository.content_type,
    })
}
