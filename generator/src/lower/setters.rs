//! Setters: what the methods are called that give a value to a request or to a model that goes into one.

use super::context::LowerContext;
use crate::model::{Parameter, ParameterLocation, Type, Verb};
use crate::names::reserved;
use crate::names::scope::Scope;

/// What the builder of an operation can do besides taking parameters; the names of those methods are taken.
pub(crate) struct BuilderTraits {
    pub(crate) takes_json: bool,
    pub(crate) lists: bool,
}

impl LowerContext<'_> {
    /// Keeps the names of a builder's own methods from its setters.
    pub(crate) fn reserve_builder_methods(&mut self, builder: &str, traits: &BuilderTraits) {
        let scope = Scope::Setters(builder);
        for ident in reserved::SETTERS.iter().chain(&reserved::METHODS) {
            self.reserve(scope, ident);
        }
        if traits.takes_json {
            self.reserve(scope, "body");
        }
        if traits.lists {
            for ident in reserved::LIST_SETTERS {
                self.reserve(scope, ident);
            }
        }
    }

    /// An update clears a value by sending it empty. Where the type of the setter cannot say that, a method of its
    /// own does.
    pub(crate) fn name_clears(&mut self, builder: &str, verb: Verb, parameters: &mut [Parameter]) {
        if !matches!(verb, Verb::Update | Verb::Patch) {
            return;
        }
        let clearable = parameters.iter_mut().filter(|parameter| {
            !parameter.required
                && parameter.location == ParameterLocation::Form
                && matches!(parameter.ty, Type::Sid(_) | Type::Timestamp | Type::Date)
        });
        for parameter in clearable {
            let plain = format!("clear_{}", parameter.name.ident.trim_end_matches('_'));
            let place = format!("clear {}", parameter.name.wire);
            let candidates = [plain.clone(), format!("{plain}_value")];
            parameter.clear = Some(self.claim(Scope::Setters(builder), &place, &candidates));
        }
    }

    /// Names the setters of models that go into requests: a method for each property, beside the constructor and the
    /// methods of every type.
    pub(crate) fn name_model_setters(&mut self) {
        let mut models = std::mem::take(&mut self.models);
        for model in models.iter_mut().filter(|model| model.usage.request) {
            let scope = Scope::FieldSetters(&model.name.ident);
            for ident in reserved::MODEL_FUNCTIONS.iter().chain(&reserved::METHODS) {
                self.reserve(scope, ident);
            }
            for field in &mut model.fields {
                let plain = &field.name.ident;
                let bare = plain.trim_end_matches('_');
                let candidates = [
                    plain.clone(),
                    format!("with_{bare}"),
                    format!("{bare}_property"),
                ];
                field.setter = self.claim(scope, &field.name.wire, &candidates);
            }
        }
        self.models = models;
    }
}
