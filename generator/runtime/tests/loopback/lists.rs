//! Lists to go over.

use serde_json::json;
use twilio_runtime::{Call, Error, Page};

use super::api::Thing;
use super::{Act, Server};

/// A page of things with the next one's address.
pub fn page(sids: &[&str], next: Option<&str>) -> Act {
    let things: Vec<_> = sids.iter().map(|sid| json!({"sid": sid})).collect();
    let meta = json!({"key": "things", "page_size": sids.len(), "next_page_url": next});
    Act::json(200, &json!({"things": things, "meta": meta}).to_string())
}

/// Three pages of two, addressed as the API itself would.
pub async fn three_pages() -> Server {
    Server::start(|_, seen| {
        let next = "https://things.twilio.com/v1/Things?PageSize=2&Page=";
        match seen.target.as_str() {
            at if at.contains("Page=2") => page(&["5", "6"], None),
            at if at.contains("Page=1") => page(&["3", "4"], Some(&format!("{next}2"))),
            _ => page(
                &["1", "2"],
                Some(&format!("{next}1&PageToken=a%2B0%2Fx%3D&Extra=b%20c+d")),
            ),
        }
    })
    .await
}

pub fn sids(things: &[Thing]) -> Vec<&str> {
    things
        .iter()
        .filter_map(|thing| thing.sid.as_deref())
        .collect()
}

pub async fn all(call: Call<Page<Thing>>) -> Result<Vec<String>, Error> {
    let mut items = call.items();
    let mut all = Vec::new();
    while let Some(thing) = items.try_next().await? {
        all.extend(thing.sid);
    }
    assert!(items.next().await.is_none());
    Ok(all)
}
