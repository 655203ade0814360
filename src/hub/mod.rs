//! Docker Hub's own records: lenient JSON in, strict types out.

pub mod ask;
mod presence;
mod repository;
mod standing;
mod tags;

pub use presence::{Presence, Unknown};
pub use repository::Repository;
pub use standing::Standing;
pub use tags::Tags;
