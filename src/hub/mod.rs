//! Docker Hub's own records: lenient JSON in, strict types out.

mod account;
pub mod ask;
pub mod guest;
pub mod hear;
mod listing;
mod presence;
mod repository;
mod standing;
mod tags;

pub use account::Account;
pub use listing::{Found, FoundItem, Listing, Siblings, is_generated};
pub use presence::{Presence, Unknown, Witness};
pub use repository::Repository;
pub use standing::{Badge, Standing};
pub use tags::{Tag, Tags};
