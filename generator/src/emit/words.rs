//! Words for docs and examples, from names.

use heck::{ToSnakeCase, ToTitleCase};

/// `InteractionChannelInvite` → `interaction channel invite`.
pub(crate) fn lower_words(name: &str) -> String {
    name.to_snake_case().replace('_', " ")
}

/// `phone_numbers` → `Phone Numbers`.
pub(crate) fn title(name: &str) -> String {
    name.to_title_case()
}
