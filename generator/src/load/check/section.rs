//! The sections of `components`, which are what references lead to.

use openapiv3::{
    Components, Example, Header, Parameter, ReferenceOr, RequestBody, Response, Schema,
};

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

    /// What one of its components is called in a sentence.
    pub(crate) const fn object_name(self) -> &'static str {
        match self {
            Self::Schemas => "a schema",
            Self::Responses => "a response",
            Self::Parameters => "a parameter",
            Self::Examples => "an example",
            Self::RequestBodies => "a request body",
            Self::Headers => "a header",
            Self::SecuritySchemes => "a security scheme",
        }
    }
}

/// A type of openapiv3 that a section contains.
pub(crate) trait Component: Sized {
    const SECTION: Section;

    /// The component with a name.
    fn find_in<'c>(components: &'c Components, name: &str) -> Option<&'c ReferenceOr<Self>>;
}

macro_rules! components {
    ($($name:ident in $section:ident as $field:ident,)*) => {
        $(impl Component for $name {
            const SECTION: Section = Section::$section;

            fn find_in<'c>(components: &'c Components, name: &str) -> Option<&'c ReferenceOr<Self>> {
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
