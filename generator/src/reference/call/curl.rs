//! A call as a command of curl.

use super::parameters::{BODY, CallParameter};
use super::percent::url;
use super::piece::{GroupPiece, Piece, ValuePiece};
use super::quote::Quote;
use super::style::{is_styled, joint};
use crate::model::{Document, Operation};

const NEXT: &str = " \\\n  ";

/// The command, piece by piece.
pub(super) fn pieces(
    document: &Document,
    operation: &Operation,
    parameters: &[CallParameter],
) -> Vec<Piece> {
    let method = match operation.http_method.as_str() {
        "GET" => String::new(),
        method => format!("-X {method} "),
    };
    let start = format!("curl {method}'https://{}", document.host);
    let mut pieces = vec![Piece::text(start)];
    pieces.extend(path(operation, parameters));
    pieces.extend(query(parameters));
    pieces.push(Piece::text("'"));
    pieces.extend(within(parameters, "header").map(header));
    pieces.extend(within(parameters, "form").map(form_field));
    if within(parameters, "body").next().is_some() {
        pieces.extend(body(operation));
    }
    if !operation.anonymous {
        pieces.push(credentials(parameters));
    }
    pieces
}

fn within<'p>(
    parameters: &'p [CallParameter],
    location: &'static str,
) -> impl Iterator<Item = &'p CallParameter> {
    parameters
        .iter()
        .filter(move |parameter| parameter.location == location)
}

fn query(parameters: &[CallParameter]) -> Option<Piece> {
    let pairs: Vec<Piece> = within(parameters, "query").map(query_pair).collect();
    let is_always_there = within(parameters, "query").any(|parameter| parameter.required);
    let keys = within(parameters, "query").map(|parameter| parameter.key.clone());
    (!pairs.is_empty()).then(|| {
        Piece::Group(GroupPiece {
            of: pairs,
            join: String::from("&"),
            before: String::from("?"),
            any: match is_always_there {
                true => Vec::new(),
                false => keys.collect(),
            },
            ..GroupPiece::default()
        })
    })
}

fn header(header: &CallParameter) -> Piece {
    if header.list {
        return Piece::Value(ValuePiece {
            quote: Some(Quote::ShellPart),
            before: format!("{NEXT}-H '{}: ", header.name),
            after: String::from("'"),
            join: Some(String::from(",")),
            ..value(header)
        });
    }
    Piece::Value(ValuePiece {
        quote: Some(Quote::Shell),
        before: format!("{NEXT}-H "),
        prefix: format!("{}: ", header.name),
        ..value(header)
    })
}

/// Encoded here rather than by curl, whose encoding of spaces depends on its version.
fn form_field(field: &CallParameter) -> Piece {
    let pair = pairs(field);
    Piece::Value(ValuePiece {
        before: format!("{NEXT}-d '{}", pair.before),
        after: String::from("'"),
        each: pair.join.is_none(),
        ..pair
    })
}

/// The pairs of a query or a form that a parameter is sent as. Those of a list have nothing between them yet.
fn pairs(parameter: &CallParameter) -> ValuePiece {
    if is_styled(parameter) {
        return ValuePiece {
            quote: Some(Quote::Pairs),
            ..value(parameter)
        };
    }
    ValuePiece {
        quote: Some(Quote::Url),
        before: format!("{}=", url(&parameter.name)),
        join: joint(parameter.style).map(str::to_owned),
        ..value(parameter)
    }
}

fn body(operation: &Operation) -> [Piece; 2] {
    let media_type = operation.body.media_type.as_deref();
    let media_type = media_type.unwrap_or("application/json");
    [
        Piece::text(format!("{NEXT}-H 'Content-Type: {media_type}'")),
        Piece::Value(ValuePiece {
            param: BODY.to_owned(),
            quote: Some(Quote::Shell),
            before: format!("{NEXT}--data-raw "),
            ..ValuePiece::default()
        }),
    ]
}

/// The account's credentials, unless the call brings an `Authorization` of its own.
fn credentials(parameters: &[CallParameter]) -> Piece {
    let own = within(parameters, "header")
        .filter(|header| header.name.eq_ignore_ascii_case("authorization"));
    let option = format!("{NEXT}-u \"$TWILIO_ACCOUNT_SID:$TWILIO_AUTH_TOKEN\"");
    Piece::Group(GroupPiece {
        of: vec![Piece::text(option)],
        none: own.map(|header| header.key.clone()).collect(),
        ..GroupPiece::default()
    })
}

fn value(parameter: &CallParameter) -> ValuePiece {
    ValuePiece {
        param: parameter.key.clone(),
        optional: !parameter.required,
        ..ValuePiece::default()
    }
}

fn query_pair(parameter: &CallParameter) -> Piece {
    let pair = pairs(parameter);
    let repeated = parameter
        .list
        .then(|| format!("&{}=", url(&parameter.name)));
    Piece::Value(ValuePiece {
        join: pair.join.clone().or(repeated),
        ..pair
    })
}

/// The path, with a piece for each of its parameters.
fn path(operation: &Operation, parameters: &[CallParameter]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = operation.path.as_str();
    while let Some((text, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let parameter = parameters
            .iter()
            .find(|sent| sent.location == "path" && sent.name == name);
        pieces.push(Piece::text(text));
        if let Some(parameter) = parameter {
            pieces.push(Piece::Value(ValuePiece {
                quote: Some(Quote::Url),
                ..value(parameter)
            }));
        }
        rest = after;
    }
    pieces.push(Piece::text(rest));
    pieces
}
