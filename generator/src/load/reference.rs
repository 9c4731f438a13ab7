//! Following `$ref`.
//!
//! References are followed in the tree, once for all kinds; what they lead to is then taken from openapiv3.

use super::check::section::Section;
use super::check::suggest::Suggest;
use super::pointer::Pointer;
use super::yaml::node::{Kind, Node};
use crate::diagnostic::{Code, Diagnostic, Location};

/// References to references to references: more than so many in a row are refused, so that following
/// each of them takes no time even in a document made of nothing else.
const MAX_CHAIN: usize = 16;

/// Why a reference cannot be followed. It knows no place: most references are sound, and a place takes
/// more time than following one.
#[derive(Debug)]
pub(crate) struct Broken {
    code: Code,
    problem: String,
    help: String,
}

impl Broken {
    /// As a diagnostic of the reference's place.
    pub(crate) fn at(self, location: &Location) -> Diagnostic {
        Diagnostic::error(self.code, location, self.problem).help(self.help)
    }
}

/// The name of the component of a section that a reference leads to in the end.
pub(crate) fn follow<'n>(
    root: &'n Node,
    first: &str,
    section: Section,
    suggest: &mut Suggest,
) -> Result<&'n str, Broken> {
    let mut target = first;
    let mut seen: Vec<&str> = Vec::new();
    loop {
        let name = component_name(target, section)
            .map_err(|wrong| wrong.explain(target, section, root))?;
        let components = components(root, section);
        let Some(found) = components.and_then(|components| components.entry(&name)) else {
            return Err(nowhere(&name, target, section, components, suggest));
        };
        let Some(next) = found.value.get("$ref").and_then(Node::as_str) else {
            return Ok(&found.key);
        };
        let circle = seen.contains(&&*found.key);
        seen.push(&found.key);
        if circle {
            return Err(Broken {
                code: Code::ReferenceCycle,
                problem: format!(
                    "the references lead round in a circle: `{}`",
                    seen.join("` → `")
                ),
                help: String::from("let one of them be what the others refer to"),
            });
        }
        if seen.len() > MAX_CHAIN {
            return Err(Broken {
                code: Code::ReferenceCycle,
                problem: format!(
                    "more than {MAX_CHAIN} references lead on to each other from here"
                ),
                help: String::from("refer to the component at the end"),
            });
        }
        target = next;
    }
}

fn components(root: &Node, section: Section) -> Option<&Node> {
    root.get("components")?
        .get(section.key())
        .filter(|section| section.kind() == Kind::Map)
}

/// Why a target is not followed.
enum Wrong {
    Elsewhere,
    Section(Section, String),
    Form,
}

fn component_name(target: &str, wanted: Section) -> Result<String, Wrong> {
    let Some(fragment) = target.strip_prefix('#') else {
        return Err(Wrong::Elsewhere);
    };
    let pointer = Pointer::parse(fragment).ok_or(Wrong::Form)?;
    let mut tokens = pointer.tokens();
    let (Some(components), Some(section), Some(name), None) =
        (tokens.next(), tokens.next(), tokens.next(), tokens.next())
    else {
        return Err(Wrong::Form);
    };
    if components != "components" {
        return Err(Wrong::Form);
    }
    match Section::ALL.iter().find(|known| known.key() == section) {
        Some(section) if *section == wanted => Ok(name.into_owned()),
        Some(section) => Err(Wrong::Section(*section, name.into_owned())),
        None => Err(Wrong::Form),
    }
}

impl Wrong {
    fn explain(self, target: &str, wanted: Section, root: &Node) -> Broken {
        let (object, key) = (wanted.object().name, wanted.key());
        match self {
            Self::Elsewhere => Broken {
                code: Code::ExternalReference,
                problem: format!("`{target}` leads out of the document"),
                help: format!(
                    "copy what it leads to into `components` and refer to it as `#/components/{key}/…`"
                ),
            },
            Self::Section(found, name) => {
                let twin = components(root, wanted).and_then(|section| section.get(&name));
                let help = match twin {
                    Some(_) => format!("did you mean `#/components/{key}/{name}`?"),
                    None => format!("write it as `#/components/{key}/…`"),
                };
                let held = found.object().name;
                let problem = format!("`{target}` leads to {held}, and {object} is expected");
                Broken {
                    code: Code::ReferenceKind,
                    problem,
                    help,
                }
            }
            Self::Form => Broken {
                code: Code::ReferenceForm,
                problem: format!("`{target}` does not lead to a component"),
                help: format!(
                    "put {object} into `components` and refer to it as `#/components/{key}/…`"
                ),
            },
        }
    }
}

fn nowhere(
    name: &str,
    target: &str,
    section: Section,
    held: Option<&Node>,
    suggest: &mut Suggest,
) -> Broken {
    let key = section.key();
    let help = match held {
        None => format!("there is no `components/{key}` in the document"),
        Some(held) => match suggest.nearest(name, held.entries().map(|(name, _)| name)) {
            Some(meant) => format!("did you mean `#/components/{key}/{meant}`?"),
            None => format!("there is no `{name}` in `components/{key}`"),
        },
    };
    Broken {
        code: Code::UnknownReference,
        problem: format!("`{target}` leads nowhere"),
        help,
    }
}
