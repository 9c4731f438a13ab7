//! Lists: which replies are pages of one, and how the next page is asked for.
//!
//! A list is what an operation of that verb answers in an envelope that says how it goes on in a way that the runtime
//! follows. Everything else is a plain reply. It may not know how a reply becomes a type.

use openapiv3::{ReferenceOr, Schema};

use crate::load::{Document, Pointer};
use crate::lower::types::object::{Declaration, Shape, shape_of};
use crate::model::{NextPage, Paging, Parameter, ParameterLocation, Verb};
use crate::names::ident::value_ident;

/// The properties that hold the address of the next page, beside the list or in `meta`.
const ADDRESSES: [&str; 2] = ["next_page_url", "next_page_uri"];

/// The properties that hold the token of the next page, beside the list or in `meta`: the spellings that the runtime
/// reads.
const TOKENS: [&str; 6] = [
    "next_token",
    "nextToken",
    "next_page_token",
    "nextPageToken",
    "next_cursor",
    "nextCursor",
];

/// The parameters that take a token which is called otherwise in the reply, the likeliest first.
const TOKEN_PARAMETERS: [&str; 4] = ["page_token", "token", "cursor", "page_cursor"];

/// Further parameters that ask for another page than the first.
const POSITIONS: [&str; 6] = [
    "page",
    "page_number",
    "offset",
    "start_index",
    "starting_after",
    "continuation_token",
];

/// Words in the name of a property of an envelope that is about pages.
const SIGNS: [&str; 8] = [
    "next",
    "cursor",
    "cursors",
    "token",
    "continuation",
    "offset",
    "pagination",
    "paging",
];

/// The list in an envelope.
pub(crate) struct Envelope<'s> {
    pub(crate) key: String,
    pub(crate) list: &'s ReferenceOr<Box<Schema>>,
    pub(crate) at: Pointer,
    pub(crate) paging: Paging,
}

/// Why a reply that looks like a page is not read as one: the place that says so, and what it says.
pub(crate) struct Unclear {
    pub(crate) at: Pointer,
    pub(crate) problem: String,
}

/// The property that leads to the next page.
#[derive(Clone)]
struct Lead {
    at: Pointer,
    key: String,
    is_token: bool,
}

/// Reads a reply as a page of a list: none if it is a plain one.
pub(crate) fn envelope_of<'s>(
    document: &'s Document,
    verb: Verb,
    schema: &'s ReferenceOr<Schema>,
    at: &Pointer,
    parameters: &[Parameter],
) -> Result<Option<Envelope<'s>>, Unclear> {
    let Ok(resolved) = document.schema(schema, at) else {
        return Ok(None);
    };
    let envelope = resolved.pointer();
    let properties = properties_of(document, resolved.value(), envelope);
    let names = names_of_paging(document, &properties);
    let lead = lead(&names, parameters);
    let mut lists = properties
        .iter()
        .filter(|(_, list)| is_list(document, list));
    let (first, second) = (lists.next(), lists.next());
    let (key, list) = match (verb, first, second) {
        (Verb::List, Some(only), None) => only,
        (Verb::List, _, _) => return without_list(lead, first.is_some()),
        (_, Some(_), None) => return of_another_verb(lead, parameters),
        _ => return Ok(None),
    };
    let next = match lead {
        Some(lead) => follow(lead, parameters)?,
        // A component that says nothing of pages is a resource that happens to hold a list.
        None if matches!(schema, ReferenceOr::Reference { .. })
            && properties.iter().all(|(key, _)| *key != "meta") =>
        {
            return Ok(None);
        }
        None => whole(&names, &envelope.join("properties"), parameters)?,
    };
    Ok(Some(Envelope {
        key: (*key).to_owned(),
        list: list.schema,
        at: list.at.clone(),
        paging: paging(next, parameters),
    }))
}

/// A reply that leads to a next page, and holds no list or several.
fn without_list<T>(lead: Option<Lead>, is_several: bool) -> Result<Option<T>, Unclear> {
    let Some(Lead { at, key, .. }) = lead else {
        return Ok(None);
    };
    let beside = if is_several { "several" } else { "none" };
    let problem =
        format!("`{key}` leads to a next page, and there is not one list beside it but {beside}");
    Err(Unclear { at, problem })
}

/// A resource may hold a list, and something called `meta` with a token of its own. A next page that could be asked for
/// is worth a word.
fn of_another_verb<T>(lead: Option<Lead>, parameters: &[Parameter]) -> Result<Option<T>, Unclear> {
    match lead {
        Some(lead) if follow(lead.clone(), parameters).is_ok() => Err(Unclear {
            problem: format!(
                "`{}` leads to a next page, and only an operation whose id begins with List reads pages",
                lead.key
            ),
            at: lead.at,
        }),
        _ => Ok(None),
    }
}

/// The properties of an object with those of its parts, each as the first part declares it; none of anything else.
fn properties_of<'d>(
    document: &'d Document,
    schema: &'d Schema,
    at: &Pointer,
) -> Vec<(&'d str, Declaration<'d>)> {
    let Shape::Object(object) = shape_of(document, schema, at) else {
        return Vec::new();
    };
    let properties = object.properties.into_iter();
    properties
        .filter_map(|(key, declarations)| Some((key, declarations.into_iter().next()?)))
        .collect()
}

/// The names of an envelope's properties and of those in its `meta`, each with its place.
fn names_of_paging(
    document: &Document,
    properties: &[(&str, Declaration<'_>)],
) -> Vec<(String, Pointer)> {
    let named = |properties: &[(&str, Declaration<'_>)]| -> Vec<(String, Pointer)> {
        let properties = properties.iter();
        properties
            .map(|(key, property)| ((*key).to_owned(), property.at.clone()))
            .collect()
    };
    let meta = properties.iter().find(|(key, _)| *key == "meta");
    let mut names = Vec::new();
    if let Some((_, meta)) = meta
        && let Ok(meta) = document.schema(meta.schema, &meta.at)
    {
        names = named(&properties_of(document, meta.value(), meta.pointer()));
    }
    names.extend(named(properties));
    names
}

/// The property that leads to the next page: an address before a token, and of tokens one that a parameter takes.
fn lead(names: &[(String, Pointer)], parameters: &[Parameter]) -> Option<Lead> {
    let named = |spellings: &'static [&str]| {
        let names = names.iter();
        names.filter(|(name, _)| spellings.contains(&name.as_str()))
    };
    let taken = |(name, _): &&(String, Pointer)| token_parameter(name, parameters).is_some();
    let address = named(&ADDRESSES).next();
    let token = || named(&TOKENS).find(taken).or_else(|| named(&TOKENS).next());
    let (key, at) = address.or_else(token)?;
    Some(Lead {
        at: at.clone(),
        key: key.clone(),
        is_token: address.is_none(),
    })
}

/// How the next page is asked for, if it can be.
fn follow(lead: Lead, parameters: &[Parameter]) -> Result<NextPage, Unclear> {
    let Lead { at, key, is_token } = lead;
    match is_token {
        false => Ok(NextPage::Address),
        true if token_parameter(&key, parameters).is_some() => Ok(NextPage::Token(key)),
        true => Err(Unclear {
            at,
            problem: format!(
                "`{key}` names a next page, and no parameter of the query takes it, such as `Token`, `PageToken` or \
                 `Cursor`"
            ),
        }),
    }
}

/// A list whose reply names no next page: all of it in one reply, if nothing looks as though there were others.
fn whole(
    names: &[(String, Pointer)],
    at: &Pointer,
    parameters: &[Parameter],
) -> Result<NextPage, Unclear> {
    let is_sign = |name: &String| {
        let ident = value_ident(name);
        ident.split('_').any(|word| SIGNS.contains(&word))
    };
    if let Some((name, at)) = names.iter().find(|(name, _)| is_sign(name)) {
        return Err(Unclear {
            at: at.clone(),
            problem: format!("`{name}` may lead to a next page, in a way that is not known"),
        });
    }
    let takes = |ident: &str| query_parameter(ident, parameters);
    // These two together are the parameters of lists whose replies hold addresses, declared or not.
    if takes("page").is_some() && takes("page_token").is_some() {
        return Ok(NextPage::Address);
    }
    let mut idents = TOKEN_PARAMETERS.iter().chain(&POSITIONS);
    match idents.find_map(|ident| takes(ident)) {
        Some(parameter) => Err(Unclear {
            at: at.clone(),
            problem: format!(
                "the parameter `{}` asks for another page, and the reply does not say how to find one",
                parameter.name.wire
            ),
        }),
        None => Ok(NextPage::Nowhere),
    }
}

/// The parameters by which a page of a list is asked for, however they are spelled.
fn paging(next: NextPage, parameters: &[Parameter]) -> Paging {
    let takes = |ident: &str| query_parameter(ident, parameters);
    let mut size = takes("page_size");
    let token = match &next {
        NextPage::Token(key) => {
            size = size.or_else(|| takes("size")).or_else(|| takes("limit"));
            token_parameter(key, parameters)
        }
        NextPage::Address | NextPage::Nowhere => takes("page_token"),
    };
    let maximum = size.and_then(|size| size.constraints.maximum.as_deref());
    Paging {
        next,
        size: size.map(|size| size.name.wire.clone()),
        largest: maximum
            .and_then(|maximum| maximum.parse().ok())
            .unwrap_or(1000),
        token: token.map(|token| token.name.wire.clone()),
    }
}

/// The parameter that takes a token of a reply: by the same name, by the name without `next`, or by a usual one.
fn token_parameter<'p>(key: &str, parameters: &'p [Parameter]) -> Option<&'p Parameter> {
    let ident = value_ident(key);
    let plain = ident.strip_prefix("next_").unwrap_or(&ident);
    [ident.as_str(), plain]
        .into_iter()
        .chain(TOKEN_PARAMETERS)
        .find_map(|ident| query_parameter(ident, parameters))
}

fn query_parameter<'p>(ident: &str, parameters: &'p [Parameter]) -> Option<&'p Parameter> {
    parameters.iter().find(|parameter| {
        parameter.location == ParameterLocation::Query && value_ident(&parameter.name.wire) == ident
    })
}

fn is_list(document: &Document, property: &Declaration<'_>) -> bool {
    let resolved = document.schema(property.schema, &property.at);
    resolved.is_ok_and(|list| document.text(&list.pointer().join("type")) == Some("array"))
}
