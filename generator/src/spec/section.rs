//! The sections of `components`, which are what references lead to.

use openapiv3::{
    Components, Example, Header, Parameter, ReferenceOr, RequestBody, Response, Schema,
};

use super::objects;
use super::shape::Object;

/// A section of `components`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Schemas,
    Responses,
    Parameters,
    Examples,
    RequestBodies,
    Headers,
    SecuritySchemes,
}

impl Section {
    pub(super) const ALL: [Section; 7] = [
        Self::Schemas,
        Self::Responses,
        Self::Parameters,
        Self::Examples,
        Self::RequestBodies,
        Self::Headers,
        Self::SecuritySchemes,
    ];

    /// Its key in `components`.
    pub(super) fn key(self) -> &'static str {
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
    pub(super) fn object(self) -> &'static Object {
        match self {
            Self::Schemas => &objects::SCHEMA,
            Self::Responses => &objects::RESPONSE,
            Self::Parameters => &objects::PARAMETER,
            Self::Examples => &objects::EXAMPLE,
            Self::RequestBodies => &objects::REQUEST_BODY,
            Self::Headers => &objects::HEADER,
            Self::SecuritySchemes => &objects::SECURITY_SCHEME,
        }
    }
}

/// A type of openapiv3 that a section holds.
pub(super) trait Component: Sized {
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
