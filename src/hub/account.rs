//! The user and the organisation object of Docker Hub's API.

use super::standing::Badge;
use crate::platform::fields;

/// Docker Hub's record of a user (`/v2/users/{name}`) or an organisation
/// (`/v2/orgs/{name}`). Its owner writes every field but the name and the badge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// A user's Docker ID.
    pub username: Option<String>,
    /// An organisation's Docker ID.
    pub orgname: Option<String>,
    /// The name it shows.
    pub full_name: Option<String>,
    /// Where it says it is.
    pub location: Option<String>,
    /// The company it says it belongs to.
    pub company: Option<String>,
    /// Its home page.
    pub profile_url: Option<String>,
    /// The badge Docker gave an organisation.
    pub badge: Option<Badge>,
}

fields!(Account { username, orgname, full_name, location, company, profile_url, badge });

impl Account {
    /// What its owner wrote, a paragraph each.
    pub fn text(&self) -> String {
        let fields = [&self.full_name, &self.company, &self.location, &self.profile_url];
        let written: Vec<&str> = fields
            .into_iter()
            .flatten()
            .map(|field| field.trim())
            .filter(|field| !field.is_empty())
            .collect();
        written.join("\n\n")
    }

    /// Whether this is the record of `namespace`.
    pub fn is_of(&self, namespace: &str) -> bool {
        [&self.username, &self.orgname].into_iter().flatten().any(|name| name.eq_ignore_ascii_case(namespace))
    }
}

#[cfg(test)]
mod tests {
    use super::Account;
    use crate::{hub::Badge, platform::parse_json};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn what_the_owner_wrote_is_a_text() {
        let account: Account = parse_json(
            r#"{"username": "A", "full_name": "", "company": "Some Ltd", "location": 7, "profile_url": "https://x.site"}"#,
        )
        .unwrap();
        assert_eq!(account.text(), "Some Ltd\n\nhttps://x.site");
        assert!(account.is_of("a") && !account.is_of("b"));
    }

    #[test]
    fn an_unknown_badge_is_none() {
        for (json, badge) in [
            (r#"{"orgname": "a", "badge": "verified_publisher"}"#, Some(Badge::VerifiedPublisher)),
            (r#"{"orgname": "a", "badge": "gold"}"#, None),
            (r#"{"orgname": "a", "badge": null}"#, None),
        ] {
            assert_eq!(parse_json::<Account>(json).unwrap().badge, badge, "{json}");
        }
    }
}
