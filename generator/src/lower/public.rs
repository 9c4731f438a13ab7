//! Public modules: under which path users meet each type, whatever file it stands in.
//!
//! A path once given stays. The lock says of each type whether it was in `unused`; a type that it knows and that was
//! not there is in the version's own module.

use super::context::LowerContext;
use crate::model::{PublicModule, Usage};
use crate::names::scope::Scope;

impl LowerContext<'_> {
    /// Gives every model, union and enum its public module.
    pub(crate) fn publish_types(&mut self) {
        let mut models = std::mem::take(&mut self.models);
        for model in &mut models {
            model.public = self.public_module(&model.name.ident, model.usage, &model.module);
        }
        self.models = models;
        let mut unions = std::mem::take(&mut self.unions);
        for union in &mut unions {
            union.public = self.public_module(&union.name.ident, union.usage, &union.module);
        }
        self.unions = unions;
        let mut enums = std::mem::take(&mut self.enums);
        for list in &mut enums {
            list.public = self.public_module(&list.name.ident, list.usage, &list.module);
        }
        self.enums = enums;
    }

    fn public_module(&mut self, ident: &str, usage: Usage, file: &[String]) -> PublicModule {
        let was_unused = self.is_taken(Scope::Unused, ident);
        if usage.is_any() {
            return match was_unused {
                true => PublicModule::OnceUnused,
                false => PublicModule::Version,
            };
        }
        let was_used = self.named_before.contains(ident) && !was_unused;
        // What has no file of its own stands in the version's.
        if was_used || file.is_empty() {
            return PublicModule::Version;
        }
        self.claim(Scope::Unused, ident, &[ident.to_owned()]);
        PublicModule::Unused
    }
}
