//! Everything that can be wrong: one line for each code, which also says whether it stops a run.

use std::fmt;

/// What the fault is about, and so whether it stops a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// What goes over the wire, what a type is, or what the run may write: always an error.
    Decides,
    /// What only advises, such as `x-twilio`, `info` and prose. The document says elsewhere what is needed: always a
    /// warning.
    Advises,
    /// An error or a warning, as its sentence says.
    Either,
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Decides => "error",
            Self::Advises => "warning",
            Self::Either => "error or warning",
        })
    }
}

/// Defines the enum, its weights, its names and its summaries by one table, so that a new code is one new line.
macro_rules! codes {
    ($($name:ident => $text:literal, $weight:ident: $summary:literal,)*) => {
        /// The kind of problem that a diagnostic reports.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $summary] $name,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The name that people see: `unknown-type`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }

            /// Whether it stops a run.
            pub fn weight(self) -> Weight {
                match self {
                    $(Self::$name => Weight::$weight,)*
                }
            }

            /// Its meaning in one sentence.
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
    TooLarge => "too-large", Decides: "The document is larger than the generator reads.",
    InvalidUtf8 => "invalid-utf-8", Decides: "The document is not UTF-8 text.",
    ControlCharacter => "control-character", Decides:
        "The document has a character that YAML and JSON do not allow there.",
    HiddenCharacter => "hidden-character", Decides: "A key has an invisible character that changes how text looks.",
    Empty => "empty-document", Decides: "The document is empty.",
    Syntax => "syntax", Decides: "The text is neither YAML nor JSON.",
    Tab => "tab", Decides: "A tab stands where YAML allows only spaces.",
    Quote => "quote", Decides: "A quoted text is not closed properly.",
    SeveralDocuments => "several-documents", Decides: "The file holds more than one YAML document.",
    Alias => "yaml-alias", Decides: "The document uses YAML anchors or aliases.",
    Tag => "yaml-tag", Decides: "The document uses YAML tags.",
    MergeKey => "merge-key", Decides: "The document uses YAML's merge key `<<`.",
    DuplicateKey => "duplicate-key", Decides: "A map holds the same key twice.",
    KeyTooLong => "key-too-long", Decides: "A key, or the keys that lead to a place taken together, are too long.",
    KeyNotText => "key-not-text", Decides: "A key of a map is not a text.",
    NumberRange => "number-range", Decides: "A number is not finite or does not fit into 64 bits.",
    TooDeep => "too-deep", Decides: "The document is nested deeper than the generator reads.",
    TooMany => "too-many", Either: "There are more problems than are shown.",
    // The shape of an OpenAPI document.
    OpenapiVersion => "openapi-version", Decides: "The document is not of OpenAPI 3.0.",
    WrongType => "wrong-type", Decides: "A value is not of the type that OpenAPI requires.",
    MissingKey => "missing-key", Decides: "An object lacks a key that OpenAPI requires.",
    UnknownKey => "unknown-key", Either: "An object has a key that OpenAPI 3.0 does not define.",
    UnknownValue => "unknown-value", Decides: "A value is not one of those that OpenAPI allows.",
    UnknownType => "unknown-type", Decides: "A schema has a type that OpenAPI 3.0 does not define.",
    UnknownIn => "unknown-in", Decides: "A parameter is in a place that OpenAPI does not define.",
    StatusCode => "status-code", Decides: "The key of a response is not an HTTP status.",
    PathSlash => "path-slash", Decides: "A path does not begin with a slash.",
    LongProse => "long-prose", Decides: "A text for people, such as a description or a title, is too long.",
    LeftOut => "left-out", Advises: "The document describes something that the generated crate leaves out.",
    Unreadable => "unreadable", Decides: "A part of the document cannot be read as OpenAPI.",
    Advice => "advice", Advises: "A part of the document that only advises cannot be read, and is left out.",
    // References.
    ReferenceForm => "reference-form", Decides: "A reference does not have a form that the generator follows.",
    ExternalReference => "external-reference", Decides: "A reference leads to another document.",
    UnknownReference => "unknown-reference", Decides: "A reference leads nowhere.",
    ReferenceKind => "reference-kind", Decides: "A reference leads to a component of another kind.",
    ReferenceCycle => "reference-cycle", Decides: "References lead to each other, or to too many others in a row.",
    // Twilio's extensions.
    TwilioKey => "twilio-key", Advises: "`x-twilio` has a key that the generator does not know.",
    TwilioValue => "twilio-value", Advises: "`x-twilio` has a value that the generator cannot use.",
    // Configuration.
    Config => "config", Decides: "codegen.toml cannot be used as it is.",
    Overlay => "overlay", Decides: "An overlay cannot be applied, or no longer changes anything.",
    Fixup => "fixup", Decides: "A fix-up is unknown or no longer applies.",
    // Lowering.
    ConditionUnknown => "condition-unknown", Advises: "`x-twilio.conditional` names a parameter that does not exist.",
    DuplicateLiteral => "duplicate-literal", Decides: "An enum lists the same value twice.",
    DuplicateOperationId => "duplicate-operation-id", Decides: "Two operations have the same operationId.",
    DuplicateParameter => "duplicate-parameter", Decides: "An operation has the same parameter twice.",
    MissingOperationId => "missing-operation-id", Advises: "An operation has no operationId.",
    NoSuccess => "no-success", Decides: "An operation describes no successful reply.",
    PathParameter => "path-parameter", Decides: "The parameters in a path differ from those that are declared for it.",
    PropertyConflict => "property-conflict", Decides:
        "Parts of one object give a property types that exclude each other.",
    Range => "range", Advises: "A lower bound is greater than the upper one.",
    RequiredUnknown => "required-unknown", Advises: "A required property is not declared.",
    SameDocument => "same-document", Decides: "Two documents describe the same product and version.",
    UnclearPages => "unclear-pages", Advises: "A reply may have a next page that the generated crate cannot ask for.",
    UnknownVerb => "unknown-verb", Decides: "An operationId does not begin with a verb that the generator knows.",
    UnsupportedMediaType => "unsupported-media-type", Decides: "A body or a reply has an unsupported media type.",
    UnsupportedMethod => "unsupported-method", Decides:
        "An operation has an HTTP method that the client does not send.",
    UnsupportedParameter => "unsupported-parameter", Decides: "A parameter cannot be sent as it is described.",
    UnsupportedPath => "unsupported-path", Decides: "A path cannot be turned into accessors.",
    UnsupportedSchema => "unsupported-schema", Decides: "A schema cannot be turned into a Rust type.",
    Emit => "emit", Decides: "An emitter or a template produced something invalid.",
    LargeCrate => "large-crate", Decides: "A document asks for more code than the generator emits.",
    CountMismatch => "count-mismatch", Decides: "The model does not have as many things of a kind as the document.",
    Identity => "identity", Decides: "The document is of another product or version than the configuration says.",
    ForeignHost => "foreign-host", Either:
        "Requests, and with them credentials, go to a host outside of twilio.com. A warning if `hosts` of the \
         configuration or `--host` names that host, and an error otherwise.",
    Server => "server", Decides: "The document does not name exactly one https host.",
    NamesLock => "name-lock", Decides: "The names lock is damaged.",
    DependentProperty => "dependent-property", Advises: "`x-twilio` names a property that the model does not have.",
    // Structure, compared with the published documents.
    StructureDiffers => "structure-differs", Decides:
        "The structure of a document differs from that of the published one.",
    ProseOverlap => "prose-overlap", Decides: "A description repeats part of the published one.",
    LockDiffers => "lock-differs", Decides: "The structure of a document differs from its digests in structure.lock.",
    LockSyntax => "lock-syntax", Decides: "structure.lock cannot be read.",
    // What changed from version to version.
    Changes => "changes", Decides: "A line of changes.jsonl cannot be read.",
    // Writing the output.
    OutputPath => "output-path", Decides: "A file would have a path that is not safe on every system.",
    OutputFolder => "output-folder", Decides: "The output folder cannot be used as one.",
    OutputRecord => "output-record", Decides: "The record of the files that the generator owns cannot be read.",
    OutputForeign => "output-foreign", Either: "A file or folder that the generator does not own is in its way.",
    OutputEdited => "output-edited", Either: "An emitted file was edited by hand.",
    OutputReadOnly => "output-read-only", Decides: "A file or folder that has to change is read-only.",
    OutputWrite => "output-write", Decides: "The output folder cannot be read or written.",
    OutputLocked => "output-locked", Either: "Another run is writing the same output folder.",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
