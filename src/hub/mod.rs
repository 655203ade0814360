//! Docker Hub's own records: lenient JSON in, strict types out.

pub mod ask;
mod presence;
mod repository;
mod tags;

pub use presence::{Presence, Unknown};
pub use repository::Repository;
pub use tags::Tags;
