//! The keys under `responses`.

use openapiv3::StatusCode;

/// Parses an HTTP status or a range of them: `204`, `2XX`.
pub(crate) fn parse_status(key: &str) -> Option<StatusCode> {
    let (class, rest) = key.split_at_checked(1)?;
    let class: u16 = class.parse().ok().filter(|class| (1..=5).contains(class))?;
    match rest {
        "XX" => Some(StatusCode::Range(class)),
        _ if rest.len() == 2 && rest.bytes().all(|byte| byte.is_ascii_digit()) => {
            let rest: u16 = rest.parse().ok()?;
            Some(StatusCode::Code(class * 100 + rest))
        }
        _ => None,
    }
}
