//! The list of everything that can be wrong: one line for each code.

use std::fmt;

/// Makes the enum, its names and its summaries from one table, so that a new code is one new line.
macro_rules! codes {
    ($($name:ident => $text:literal: $summary:literal,)*) => {
        /// What kind of problem a diagnostic reports.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $summary] $name,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The name under which people meet it: `unknown-type`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }

            /// What it means, in one sentence.
            pub fn summary(self) -> &'static str {
                match self {
                    $(Self::$name => $summary,)*
                }
            }
        }
    };
}

codes! {
    // The text of a document.
    TooLarge => "too-large": "The document is larger than the generator reads.",
    InvalidUtf8 => "invalid-utf-8": "The document is not UTF-8 text.",
    ControlCharacter => "control-character": "A character stands in the text that YAML and JSON do not allow there.",
    HiddenCharacter => "hidden-character": "A key holds a character that changes how text looks without being seen.",
    Empty => "empty-document": "There is nothing in the document.",
    Syntax => "syntax": "The text is neither YAML nor JSON.",
    Tab => "tab": "A tab stands where YAML allows only spaces.",
    Quote => "quote": "A quoted text does not end as it should.",
    SeveralDocuments => "several-documents": "The file holds more than one YAML document.",
    Alias => "yaml-alias": "The document uses YAML anchors or aliases.",
    Tag => "yaml-tag": "The document uses YAML tags.",
    MergeKey => "merge-key": "The document uses YAML's merge key `<<`.",
    DuplicateKey => "duplicate-key": "A map holds the same key twice.",
    KeyTooLong => "key-too-long": "A key, or the keys that lead to a place together, are longer than the generator reads.",
    KeyNotText => "key-not-text": "A key of a map is not a text.",
    NumberRange => "number-range": "A number is larger than 64 bits hold, or not finite.",
    TooDeep => "too-deep": "The document is nested deeper than the generator reads.",
    TooMany => "too-many": "There are more problems than are shown.",
    // The shape of an OpenAPI document.
    OpenapiVersion => "openapi-version": "The document is not of OpenAPI 3.0.",
    WrongType => "wrong-type": "A value is of another type than OpenAPI says.",
    MissingKey => "missing-key": "An object lacks a key that OpenAPI demands.",
    UnknownKey => "unknown-key": "An object has a key that OpenAPI 3.0 does not know.",
    UnknownValue => "unknown-value": "A value is none of those that OpenAPI allows.",
    UnknownType => "unknown-type": "A schema has a type that OpenAPI 3.0 does not know.",
    UnknownIn => "unknown-in": "A parameter is in a place that OpenAPI does not know.",
    StatusCode => "status-code": "A reply stands under something that is no HTTP status.",
    PathSlash => "path-slash": "A path does not begin with a slash.",
    LeftOut => "left-out": "The document describes something that the generated crate leaves out.",
    Unreadable => "unreadable": "A part of the document cannot be read as OpenAPI.",
    // References.
    ReferenceForm => "reference-form": "A reference is not written as the generator follows it.",
    ExternalReference => "external-reference": "A reference leads to another document.",
    UnknownReference => "unknown-reference": "A reference leads nowhere.",
    ReferenceKind => "reference-kind": "A reference leads to a component of another kind.",
    ReferenceCycle => "reference-cycle": "References lead only to each other.",
    // Twilio's extensions.
    TwilioKey => "twilio-key": "`x-twilio` has a key that the generator does not know.",
    TwilioValue => "twilio-value": "`x-twilio` has a value that the generator cannot use.",
    // Configuration.
    Config => "config": "codegen.toml cannot be used as it is.",
    Fixup => "fixup": "A fix-up is unknown or no longer applies.",
    // Lowering.
    ConditionUnknown => "condition-unknown": "`x-twilio.conditional` names a parameter that does not exist.",
    DuplicateLiteral => "duplicate-literal": "An enum lists the same literal twice.",
    DuplicateOperationId => "duplicate-operation-id": "Two operations have the same operationId.",
    DuplicateParameter => "duplicate-parameter": "An operation has the same parameter twice.",
    MissingOperationId => "missing-operation-id": "An operation has no operationId.",
    NoSuccess => "no-success": "An operation describes no successful reply.",
    PathParameter => "path-parameter": "The parameters of a path and those declared for it differ.",
    Range => "range": "A lower bound is above the upper one.",
    RequiredUnknown => "required-unknown": "A required property is not declared.",
    SameDocument => "same-document": "Two documents describe the same product and version.",
    UnknownVerb => "unknown-verb": "An operationId does not begin with a verb that the generator knows.",
    UnsupportedMediaType => "unsupported-media-type": "A body or a reply has a media type that the client does not speak.",
    UnsupportedMethod => "unsupported-method": "An operation has an HTTP method that the client does not send.",
    UnsupportedParameter => "unsupported-parameter": "A parameter cannot be sent as it is described.",
    UnsupportedPath => "unsupported-path": "A path cannot be turned into accessors.",
    UnsupportedSchema => "unsupported-schema": "A schema cannot be turned into a Rust type.",
    Emit => "emit": "An emitter or a template made something that is not what it should be.",
    CountMismatch => "count-mismatch": "The document holds another number of things than the model.",
    Identity => "identity": "The document is not the product or version that the configuration says.",
    Server => "server": "The document does not name one https host.",
    NamesLock => "name-lock": "The lock of names is damaged.",
    DependentProperty => "dependent-property": "x-twilio names a property that the model does not have.",
    // Structure, compared with the published documents.
    StructureDiffers => "structure-differs": "A document has not the structure of the published one.",
    ProseOverlap => "prose-overlap": "A description is in part the published one.",
    LockDiffers => "lock-differs": "A document has not the structure that structure.lock has digests of.",
    LockSyntax => "lock-syntax": "structure.lock cannot be read.",
    // Writing the output.
    OutputPath => "output-path": "A file would get a path that is not safe on every system.",
    OutputFolder => "output-folder": "The output folder cannot be one.",
    OutputRecord => "output-record": "The record of the files that the generator owns cannot be read.",
    OutputForeign => "output-foreign": "Something that the generator does not own stands where it writes.",
    OutputEdited => "output-edited": "An emitted file was edited by hand.",
    OutputReadOnly => "output-read-only": "A file or folder that would have to change is read-only.",
    OutputWrite => "output-write": "The output folder cannot be read or written.",
    OutputLocked => "output-locked": "Another run is writing the same output folder.",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
