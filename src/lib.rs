//! Finds lures on Docker Hub.
//!
//! A *lure* is a readme whose purpose is to make someone leave for a link. The
//! core takes what is known of a repository, reads its readme as a browser
//! would show it, follows each link through the redirectors it is wrapped in,
//! and returns a verdict in which every suspicion quotes its evidence. It does
//! no I/O and knows no browser.
//!
//! # Vocabulary
//!
//! | word | meaning |
//! | --- | --- |
//! | [place](place::Place) | what a Docker Hub URL shows |
//! | [repository](hub::Repository) | Docker Hub's record of a repository |
//! | [presence](hub::Presence) | whether there is an image |
//! | [readme](readme::Readme) | the overview, or the short description |
//! | [link](readme::Link) | one way out of a readme |
//! | [destination](destination::Destination) | where a link leads once unwrapped |
//! | [evidence](verdict::Evidence) | one observation, quoted |
//! | [verdict](verdict::Verdict) | level, campaign, evidence, and a verdict per link |
//! | [advice](advice::Advice) | what the extension does about a verdict |
//!
//! # The map
//!
//! Dependencies point down only:
//! [`advice`] → [`verdict`] → [`detect`] → [`destination`], [`readme`],
//! [`hub`], [`place`]; all may read [`rules`]. [`inspect`] runs the whole
//! chain, [`report`] hands on what it found, and all that people read is a
//! [`sentence`]. [`platform`] is the one seam to the
//! system below.
//!
//! ```
//! use hullcheck::hub::Repository;
//! use hullcheck::verdict::Level;
//!
//! let repository: Repository = serde_json::from_str(
//!     r#"{ "namespace": "terspurjoydei", "name": "setup",
//!          "full_description": "**Download ✵ [https://tinurll.com/2A0TbB](https://tinurll.com/2A0TbB)**" }"#,
//! )?;
//! let verdict = hullcheck::inspect::repository(&repository, &hullcheck::inspect::Options::default());
//! assert_eq!(verdict.level, Level::Danger);
//! # Ok::<(), serde_json::Error>(())
//! ```

pub mod advice;
mod campaign;
#[cfg(test)]
mod cases;
pub mod destination;
pub mod detect;
pub mod exception;
pub mod hub;
pub mod inspect;
pub mod place;
pub mod platform;
pub mod readme;
pub mod report;
pub mod rules;
pub mod sentence;
pub mod settings;
pub mod url;
pub mod verdict;
#[cfg(target_arch = "wasm32")]
mod wasm;
