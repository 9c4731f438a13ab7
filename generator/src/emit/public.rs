//! Public modules: which one has each type. Files are private, so that nothing moves when one is split.
//!
//! ```text
//! proxy::v1            models, enums, SID types
//! proxy::v1::operation builders, and what they cannot do without
//! proxy::v1::handle    places in the URL tree
//! proxy::v1::unused    schemas that no operation uses
//! ```

use crate::model::{Document, PublicModule};

/// A public module of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Public {
    Version,
    Operation,
    Handle,
    Unused,
}

impl Public {
    pub(crate) const ALL: [Self; 4] = [Self::Version, Self::Operation, Self::Handle, Self::Unused];

    /// Its name below the version's module.
    pub(crate) fn name(self) -> Option<&'static str> {
        match self {
            Self::Version => None,
            Self::Operation => Some("operation"),
            Self::Handle => Some("handle"),
            Self::Unused => Some("unused"),
        }
    }

    /// Its path, from that of the version.
    pub(crate) fn path(self, version: &str) -> String {
        match self.name() {
            None => version.to_owned(),
            Some(name) => format!("{version}::{name}"),
        }
    }

    /// The `use` of some of its names, if there are any.
    pub(crate) fn import(self, version: &str, names: &[&str]) -> Option<String> {
        let names = match names {
            [] => return None,
            [one] => (*one).to_owned(),
            several => format!("{{{}}}", several.join(", ")),
        };
        Some(format!("use {}::{names};", self.path(version)))
    }

    fn of_type(module: PublicModule) -> Self {
        match module {
            PublicModule::Unused => Self::Unused,
            PublicModule::Version | PublicModule::OnceUnused => Self::Version,
        }
    }
}

/// Every type name of a document, with its module.
pub(crate) fn public_types(document: &Document) -> impl Iterator<Item = (&str, Public)> {
    let operations = document.operations.iter();
    let builders = operations.clone().map(|operation| &operation.builder);
    let required = operations.filter_map(|operation| operation.required_struct.as_ref());
    // Without an operation nothing leads to a handle, and there is none.
    let resources = document.resources.iter();
    let handles = resources
        .filter(|_| !document.operations.is_empty())
        .map(|resource| &resource.handle);
    let sids = document.sid_aliases.iter().map(|alias| &alias.ident);
    schema_types(document)
        .map(|(name, module)| (name, Public::of_type(module)))
        .chain(all(builders.chain(required), Public::Operation))
        .chain(all(handles, Public::Handle))
        .chain(all(sids, Public::Version))
}

/// The names of models, unions and enums.
pub(crate) fn schema_types(document: &Document) -> impl Iterator<Item = (&str, PublicModule)> {
    let models = document.models.iter();
    let models = models.map(|model| (model.name.ident.as_str(), model.public));
    let unions = document.unions.iter();
    let unions = unions.map(|union| (union.name.ident.as_str(), union.public));
    let enums = document.enums.iter();
    let enums = enums.map(|list| (list.name.ident.as_str(), list.public));
    models.chain(unions).chain(enums)
}

fn all<'n>(
    names: impl Iterator<Item = &'n String>,
    module: Public,
) -> impl Iterator<Item = (&'n str, Public)> {
    names.map(move |name| (name.as_str(), module))
}
