//! The sections of `components`, which are what references lead to.

use openapiv3::{
    Components, Example, Header, Parameter, ReferenceOr, RequestBody, Response, Schema,
};

use super::shape::Object;
use super::tables;

/// A section of `components`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Schemas,
    Responses,
    Parameters,
    Examples,
    RequestBodies,
    Headers,
    SecuritySchemes,
}

impl Section {
    pub(crate) const ALL: [Section; 7] = [
        Self::Schemas,
        Self::Responses,
        Self::Parameters,
        Self::Examples,
        Self::RequestBodies,
        Self::Headers,
        Self::SecuritySchemes,
    ];

    /// Its key in `components`.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Schemas => "schemas",
            Self::Responses => "responses",
            Self::Parameters => "parameters",
            Self::Examples => "examples",
            Self::RequestBodies => "requestBodies",
            Self::Headers => "headers",
            Self::SecuritySchemes => "securitySchemes",
        }
    }

    /// What it holds.
    pub(crate) fn object(self) -> &'static Object {
        match self {
            Self::Schemas => &tables::SCHEMA,
            Self::Responses => &tables::RESPONSE,
            Self::Parameters => &tables::PARAMETER,
            Self::Examples => &tables::EXAMPLE,
            Self::RequestBodies => &tables::REQUEST_BODY,
            Self::Headers => &tables::HEADER,
            Self::SecuritySchemes => &tables::SECURITY_SCHEME,
        }
    }
}

/// A type of openapiv3 that a section holds.
pub(crate) trait Component: Sized {
    const SECTION: Section;

    fn find<'c>(components: &'c Components, name: &str) -> Option<&'c ReferenceOr<Self>>;
}

macro_rules! components {
    ($($name:ident in $section:ident as $field:ident,)*) => {
        $(impl Component for $name {
            const SECTION: Section = Section::$section;

            fn find<'c>(components: &'c Components, name: &str) -> Option<&'c ReferenceOr<Self>> {
                components.$field.get(name)
            }
        })*
    };
}

components! {
    Schema in Schemas as schemas,
    Response in Responses as responses,
    Parameter in Parameters as parameters,
    Example in Examples as examples,
    RequestBody in RequestBodies as request_bodies,
    Header in Headers as headers,
}
