//! Following `$ref`.
//!
//! References are followed in the tree, in one way for all kinds of components; the component is then taken from
//! openapiv3.

use percent_encoding::percent_decode_str;

use super::check::section::Section;
use super::check::suggest::Suggest;
use super::limits::MAX_REFERENCE_CHAIN;
use super::pointer::Pointer;
use super::yaml::node::{Node, NodeKind};
use crate::diagnostic::{Code, Diagnostic, Location};

/// Why a reference cannot be followed. It has no location yet: most references are sound, and finding a location takes
/// longer than following one.
#[derive(Debug)]
pub(super) struct BrokenReference {
    code: Code,
    problem: String,
    help: String,
}

impl BrokenReference {
    /// The problem as a diagnostic at the location of the reference.
    pub(super) fn into_diagnostic(self, location: &Location) -> Diagnostic {
        Diagnostic::error(self.code, location, self.problem).help(self.help)
    }
}

/// Follows a reference, and those that it leads to, to the name of a component of a section.
pub(super) fn follow_reference<'n>(
    root: &'n Node,
    reference: &str,
    section: Section,
    suggest: &mut Suggest,
) -> Result<&'n str, BrokenReference> {
    let mut target = reference;
    let mut chain: Vec<&str> = Vec::new();
    loop {
        let name = component_name(target, section)
            .map_err(|error| error.into_broken_reference(target, section, root))?;
        let components = components(root, section);
        let Some(component) = components.and_then(|components| components.entry(&name)) else {
            return Err(unknown_component(
                &name, target, section, components, suggest,
            ));
        };
        let Some(next) = component.value.get("$ref").and_then(Node::as_str) else {
            return Ok(&component.key);
        };
        let circular = chain.contains(&&*component.key);
        chain.push(&component.key);
        if circular {
            return Err(circular_chain(&chain));
        }
        if chain.len() > MAX_REFERENCE_CHAIN {
            return Err(long_chain());
        }
        target = next;
    }
}

fn components(root: &Node, section: Section) -> Option<&Node> {
    root.get("components")?
        .get(section.key())
        .filter(|section| section.kind() == NodeKind::Map)
}

/// Why a target does not name a component of the section that is expected.
enum TargetError {
    /// It leads out of the document.
    External,
    /// It names a component of another section.
    OtherSection(Section, String),
    /// It is not of the form `#/components/…/…`.
    Form,
}

fn component_name(target: &str, expected: Section) -> Result<String, TargetError> {
    let Some(fragment) = target.strip_prefix('#') else {
        return Err(TargetError::External);
    };
    // A fragment of a URI: what is not a character of URIs stands percent-encoded (RFC 6901, section 6).
    let fragment = percent_decode_str(fragment).decode_utf8();
    let pointer = fragment.ok().and_then(|text| Pointer::parse(&text));
    let pointer = pointer.ok_or(TargetError::Form)?;
    let mut tokens = pointer.tokens();
    let (Some(components), Some(key), Some(name), None) =
        (tokens.next(), tokens.next(), tokens.next(), tokens.next())
    else {
        return Err(TargetError::Form);
    };
    if components != "components" {
        return Err(TargetError::Form);
    }
    match Section::ALL.iter().find(|section| section.key() == key) {
        Some(section) if *section == expected => Ok(name.into_owned()),
        Some(section) => Err(TargetError::OtherSection(*section, name.into_owned())),
        None => Err(TargetError::Form),
    }
}

impl TargetError {
    fn into_broken_reference(
        self,
        target: &str,
        expected: Section,
        root: &Node,
    ) -> BrokenReference {
        let (object, key) = (expected.object_name(), expected.key());
        match self {
            Self::External => BrokenReference {
                code: Code::ExternalReference,
                problem: format!("`{target}` leads out of the document"),
                help: format!(
                    "copy what it leads to into `components` and refer to it as `#/components/{key}/…`"
                ),
            },
            Self::OtherSection(section, name) => {
                let namesake = components(root, expected).and_then(|section| section.get(&name));
                let help = match namesake {
                    Some(_) => format!("did you mean `#/components/{key}/{name}`?"),
                    None => format!("write it as `#/components/{key}/…`"),
                };
                let other = section.object_name();
                BrokenReference {
                    code: Code::ReferenceKind,
                    problem: format!("`{target}` leads to {other}, and {object} is expected"),
                    help,
                }
            }
            Self::Form => BrokenReference {
                code: Code::ReferenceForm,
                problem: format!("`{target}` does not lead to a component"),
                help: format!(
                    "put {object} into `components` and refer to it as `#/components/{key}/…`"
                ),
            },
        }
    }
}

fn unknown_component(
    name: &str,
    target: &str,
    section: Section,
    components: Option<&Node>,
    suggest: &mut Suggest,
) -> BrokenReference {
    let key = section.key();
    let help = match components {
        None => format!("there is no `components/{key}` in the document"),
        Some(components) => {
            let names = components.entries().map(|(name, _)| name);
            match suggest.nearest(name, names) {
                Some(nearest) => format!("did you mean `#/components/{key}/{nearest}`?"),
                None => format!("there is no `{name}` in `components/{key}`"),
            }
        }
    };
    BrokenReference {
        code: Code::UnknownReference,
        problem: format!("`{target}` leads nowhere"),
        help,
    }
}

fn circular_chain(chain: &[&str]) -> BrokenReference {
    BrokenReference {
        code: Code::ReferenceCycle,
        problem: format!(
            "the references lead round in a circle: `{}`",
            chain.join("` → `")
        ),
        help: String::from("let one of them be what the others refer to"),
    }
}

fn long_chain() -> BrokenReference {
    BrokenReference {
        code: Code::ReferenceCycle,
        problem: format!(
            "more than {MAX_REFERENCE_CHAIN} references lead on to each other from here"
        ),
        help: String::from("refer to the component at the end"),
    }
}
