//! Docker Hub's JSON, in the shapes of real answers of 2024 to 2026.

use crate::{Fault, Question, Repository, Site};
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
    answer(&site, &namespace, &name, Question::Repository, |repository| {
        let mut record = listed(repository);
        record["full_description"] = match repository.full_description.as_str() {
            "" => Value::Null,
            text => text.into(),
        };
        record["user"] = repository.namespace.clone().into();
        record["hub_user"] = repository.namespace.clone().into();
        record["permissions"] = json!({ "read": true, "write": false, "admin": false });
        record
    })
    .await
}

pub async fn tags(State(site): State<Arc<Site>>, Path((namespace, name)): Named) -> Response {
    answer(&site, &namespace, &name, Question::Tags, |repository| {
        let results = if repository.tags == 0 { json!([]) } else { json!([tag()]) };
        json!({ "count": repository.tags, "next": null, "previous": null, "results": results })
    })
    .await
}

/// The repositories of a namespace; an unknown one has none, and that is no error.
pub async fn list(State(site): State<Arc<Site>>, Path(namespace): Path<String>) -> Json<Value> {
    let results: Vec<Value> = site
        .repositories
        .values()
        .filter(|repository| repository.namespace == namespace)
        .map(listed)
        .collect();
    Json(json!({ "count": results.len(), "next": null, "previous": null, "results": results }))
}

#[derive(Deserialize)]
pub struct Search {
    #[serde(default)]
    query: String,
}

pub async fn search(State(site): State<Arc<Site>>, Query(search): Query<Search>) -> Json<Value> {
    let results: Vec<Value> = found(&site, &search.query)
        .map(|repository| {
            json!({
                "id": repository.full_name(), "name": repository.full_name(), "slug": repository.full_name(),
                "type": "image", "publisher": { "id": repository.namespace, "name": repository.namespace },
                "created_at": DATE, "updated_at": DATE, "short_description": repository.description, "badge": "none",
                "star_count": 0, "pull_count": repository.pull_count.to_string(), "raw_pull_count": repository.pull_count,
                "archived": false, "media_types": media_types(repository), "content_types": content_types(repository),
            })
        })
        .collect();
    Json(json!({ "total": results.len(), "results": results }))
}

/// The repositories whose name or short description holds `query`.
pub fn found<'a>(site: &'a Site, query: &str) -> impl Iterator<Item = &'a Repository> {
    let query = query.to_lowercase();
    site.repositories.values().filter(move |repository| {
        repository.full_name().contains(&query) || repository.description.to_lowercase().contains(&query)
    })
}

async fn answer(
    site: &Site,
    namespace: &str,
    name: &str,
    question: Question,
    good: impl FnOnce(&Repository) -> Value,
) -> Response {
    let Some(repository) = site.repository(namespace, name) else {
        let body = json!({ "message": "httperror 404: object not found", "errinfo": { "namespace": namespace, "repository": name } });
        return (StatusCode::NOT_FOUND, Json(body)).into_response();
    };
    match site.fault(repository, question) {
        Some(Fault::Status(status)) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            return (status, Json(json!({ "message": status.canonical_reason() }))).into_response();
        }
        Some(Fault::Page) => return Html("<!doctype html><title>Just a moment...</title>").into_response(),
        Some(Fault::Wait(mut go)) => {
            // Also ends when the test that holds the other side is over.
            let _ = go.wait_for(|go| *go).await;
        }
        None => {}
    }
    Json(good(repository)).into_response()
}

fn listed(repository: &Repository) -> Value {
    json!({
        "name": repository.name, "namespace": repository.namespace,
        "repository_type": if repository.tags > 0 { json!("image") } else { Value::Null },
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

fn media_types(repository: &Repository) -> &'static [&'static str] {
    if repository.tags > 0 { &["application/vnd.docker.container.image.v1+json"] } else { &[] }
}

fn content_types(repository: &Repository) -> &'static [&'static str] {
    if repository.tags > 0 { &["image"] } else { &[] }
}

fn tag() -> Value {
    let image = json!({ "architecture": "amd64", "os": "linux", "size": 1024, "status": "active", "last_pushed": DATE });
    json!({
        "name": "latest", "images": [image], "last_updated": DATE, "full_size": 1024, "v2": true, "tag_status": "active",
        "tag_last_pushed": DATE, "media_type": "application/vnd.docker.container.image.v1+json", "content_type": "image",
    })
}
