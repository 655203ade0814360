//! Evidence → the campaign that a lure belongs to.

use crate::{
    detect::Subject,
    rules::Topic,
    verdict::{Campaign, Evidence},
};

/// The campaign that `evidence` about `subject` points to.
///
/// What is promised decides, then how it is built: all campaigns borrow each
/// other's infrastructure (eBook lures by mail use the Downloader's shorteners),
/// but none hides what it offers.
pub fn of(subject: &Subject, evidence: &[Evidence]) -> Campaign {
    let named = |campaign| {
        evidence.iter().any(|found| found.rule.id == "known-host" && found.campaign == Some(campaign))
    };
    if named(Campaign::Ebook) || subject.title.names(Topic::Book) {
        return Campaign::Ebook;
    }
    let weight = |campaign| -> u32 {
        evidence.iter().filter(|found| found.campaign == Some(campaign)).map(|found| found.weight).sum()
    };
    let all = [Campaign::Downloader, Campaign::Ebook, Campaign::Website, Campaign::Other];
    let heaviest = all.into_iter().rev().max_by_key(|campaign| weight(*campaign));
    // Without a pointer of its own, a page that wants its readers elsewhere is
    // spam for that place.
    heaviest.filter(|campaign| weight(*campaign) > 0).unwrap_or(Campaign::Website)
}
