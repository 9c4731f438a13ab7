//! Everything that can be wrong: one line for each code.

use std::fmt;

/// Defines the enum, its names and its summaries by one table, so that a new code is one new line.
macro_rules! codes {
    ($($name:ident => $text:literal: $summary:literal,)*) => {
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
    TooLarge => "too-large": "The document is larger than the generator reads.",
    InvalidUtf8 => "invalid-utf-8": "The document is not UTF-8 text.",
    ControlCharacter => "control-character": "The document has a character that YAML and JSON do not allow there.",
    HiddenCharacter => "hidden-character": "A key has an invisible character that changes how text looks.",
    Empty => "empty-document": "The document is empty.",
    Syntax => "syntax": "The text is neither YAML nor JSON.",
    Tab => "tab": "A tab stands where YAML allows only spaces.",
    Quote => "quote": "A quoted text is not closed properly.",
    SeveralDocuments => "several-documents": "The file holds more than one YAML document.",
    Alias => "yaml-alias": "The document uses YAML anchors or aliases.",
    Tag => "yaml-tag": "The document uses YAML tags.",
    MergeKey => "merge-key": "The document uses YAML's merge key `<<`.",
    DuplicateKey => "duplicate-key": "A map holds the same key twice.",
    KeyTooLong => "key-too-long": "A key, or the keys that lead to a place taken together, are too long.",
    KeyNotText => "key-not-text": "A key of a map is not a text.",
    NumberRange => "number-range": "A number is not finite or does not fit into 64 bits.",
    TooDeep => "too-deep": "The document is nested deeper than the generator reads.",
    TooMany => "too-many": "There are more problems than are shown.",
    // The shape of an OpenAPI document.
    OpenapiVersion => "openapi-version": "The document is not of OpenAPI 3.0.",
    WrongType => "wrong-type": "A value is not of the type that OpenAPI requires.",
    MissingKey => "missing-key": "An object lacks a key that OpenAPI requires.",
    UnknownKey => "unknown-key": "An object has a key that OpenAPI 3.0 does not define.",
    UnknownValue => "unknown-value": "A value is not one of those that OpenAPI allows.",
    UnknownType => "unknown-type": "A schema has a type that OpenAPI 3.0 does not define.",
    UnknownIn => "unknown-in": "A parameter is in a place that OpenAPI does not define.",
    StatusCode => "status-code": "The key of a response is not an HTTP status.",
    PathSlash => "path-slash": "A path does not begin with a slash.",
    LeftOut => "left-out": "The document describes something that the generated crate leaves out.",
    Unreadable => "unreadable": "A part of the document cannot be read as OpenAPI.",
    // References.
    ReferenceForm => "reference-form": "A reference does not have a form that the generator follows.",
    ExternalReference => "external-reference": "A reference leads to another document.",
    UnknownReference => "unknown-reference": "A reference leads nowhere.",
    ReferenceKind => "reference-kind": "A reference leads to a component of another kind.",
    ReferenceCycle => "reference-cycle": "References lead to each other, or to too many others in a row.",
    // Twilio's extensions.
    TwilioKey => "twilio-key": "`x-twilio` has a key that the generator does not know.",
    TwilioValue => "twilio-value": "`x-twilio` has a value that the generator cannot use.",
    // Configuration.
    Config => "config": "codegen.toml cannot be used as it is.",
    Fixup => "fixup": "A fix-up is unknown or no longer applies.",
    // Lowering.
    ConditionUnknown => "condition-unknown": "`x-twilio.conditional` names a parameter that does not exist.",
    DuplicateLiteral => "duplicate-literal": "An enum lists the same value twice.",
    DuplicateOperationId => "duplicate-operation-id": "Two operations have the same operationId.",
    DuplicateParameter => "duplicate-parameter": "An operation has the same parameter twice.",
    MissingOperationId => "missing-operation-id": "An operation has no operationId.",
    NoSuccess => "no-success": "An operation describes no successful reply.",
    PathParameter => "path-parameter": "The parameters in a path differ from those that are declared for it.",
    Range => "range": "A lower bound is greater than the upper one.",
    RequiredUnknown => "required-unknown": "A required property is not declared.",
    SameDocument => "same-document": "Two documents describe the same product and version.",
    UnknownVerb => "unknown-verb": "An operationId does not begin with a verb that the generator knows.",
    UnsupportedMediaType => "unsupported-media-type": "A body or a reply has an unsupported media type.",
    UnsupportedMethod => "unsupported-method": "An operation has an HTTP method that the client does not send.",
    UnsupportedParameter => "unsupported-parameter": "A parameter cannot be sent as it is described.",
    UnsupportedPath => "unsupported-path": "A path cannot be turned into accessors.",
    UnsupportedSchema => "unsupported-schema": "A schema cannot be turned into a Rust type.",
    Emit => "emit": "An emitter or a template produced something invalid.",
    CountMismatch => "count-mismatch": "The model does not have as many things of a kind as the document.",
    Identity => "identity": "The document is of another product or version than the configuration says.",
    Server => "server": "The document does not name exactly one https host.",
    NamesLock => "name-lock": "The names lock is damaged.",
    DependentProperty => "dependent-property": "`x-twilio` names a property that the model does not have.",
    // Structure, compared with the published documents.
    StructureDiffers => "structure-differs": "The structure of a document differs from that of the published one.",
    ProseOverlap => "prose-overlap": "A description repeats part of the published one.",
    LockDiffers => "lock-differs": "The structure of a document differs from its digests in structure.lock.",
    LockSyntax => "lock-syntax": "structure.lock cannot be read.",
    // What changed from version to version.
    Changes => "changes": "A line of changes.jsonl cannot be read.",
    // Writing the output.
    OutputPath => "output-path": "A file would have a path that is not safe on every system.",
    OutputFolder => "output-folder": "The output folder cannot be used as one.",
    OutputRecord => "output-record": "The record of the files that the generator owns cannot be read.",
    OutputForeign => "output-foreign": "A file or folder that the generator does not own is in its way.",
    OutputEdited => "output-edited": "An emitted file was edited by hand.",
    OutputReadOnly => "output-read-only": "A file or folder that has to change is read-only.",
    OutputWrite => "output-write": "The output folder cannot be read or written.",
    OutputLocked => "output-locked": "Another run is writing the same output folder.",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
