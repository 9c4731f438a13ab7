//! How a text or a number of a reply is converted to the declared type.
//!
//! A value of another type is accepted if its meaning is clear:
//!
//! | declared | also accepted |
//! |---|---|
//! | text | a number or a boolean, as its text |
//! | integer | its text, a number without a fraction |
//! | number | its text |
//! | true or false | the texts `true` and `false` |
//! | a SID | any text of up to 34 printable ASCII characters; the empty one for absent |
//! | any type | `null` for absent; in a list or map such an entry is left out |
//! | a list in a list or map, or as a whole reply | `null` for the empty one |
//!
//! What is converted is written again as it came, unless it has been changed since.
//!
//! Everything else does not fit. Why may not show the value: errors end up in logs.
//! This may not know where in the JSON the value is.

use std::borrow::Cow;

use serde_json::Number;

use super::field::Slot;
use super::sid_text::SidText;

/// What became of a value that fits.
#[derive(Clone, Copy)]
pub(super) enum Fit {
    /// It is of the declared type.
    Same,
    /// It was converted, and would be written otherwise.
    Converted,
    /// It stands for no value.
    Blank,
}

type Problem = Cow<'static, str>;

/// Puts a text into a slot.
pub(super) fn put_text(slot: Slot<'_>, text: &str) -> Result<Fit, Problem> {
    match slot {
        Slot::Text(target) => *target = Some(text.to_owned()),
        Slot::Parsed(target) => target.read(text),
        Slot::Sid(target) => {
            *target = SidText::read(text)?;
            // In replies, an empty text stands for no SID.
            if target.is_empty() {
                return Ok(Fit::Blank);
            }
        }
        slot => {
            put_text_otherwise(slot, text)?;
            return Ok(Fit::Converted);
        }
    }
    Ok(Fit::Same)
}

/// Puts a text into a slot for something else.
fn put_text_otherwise(slot: Slot<'_>, text: &str) -> Result<(), Problem> {
    match slot {
        Slot::Integer(target) => match text.parse() {
            Ok(number) => *target = Some(number),
            Err(_) => *target = Some(whole(parse_number(text, "an integer")?)?),
        },
        Slot::Number(target) => *target = Some(parse_number(text, "a number")?),
        Slot::Flag(target) => match text {
            "true" => *target = Some(true),
            "false" => *target = Some(false),
            _ => return Err("expected true or false, found other text".into()),
        },
        slot => return Err(format!("expected {}, found text", slot.expected()).into()),
    }
    Ok(())
}

/// Puts a boolean into a slot.
pub(super) fn put_flag(slot: Slot<'_>, flag: bool) -> Result<Fit, Problem> {
    let text = if flag { "true" } else { "false" };
    match slot {
        Slot::Flag(target) => {
            *target = Some(flag);
            return Ok(Fit::Same);
        }
        Slot::Text(_) | Slot::Sid(_) | Slot::Parsed(_) => _ = put_text(slot, text)?,
        slot => return Err(format!("expected {}, found {text}", slot.expected()).into()),
    }
    Ok(Fit::Converted)
}

/// Puts a number into a slot.
pub(super) fn put_number(slot: Slot<'_>, number: &Number) -> Result<Fit, Problem> {
    match slot {
        Slot::Integer(target) => match (number.as_i64(), number.as_f64()) {
            (Some(number), _) => {
                *target = Some(number);
                return Ok(Fit::Same);
            }
            (None, Some(number)) => *target = Some(whole(number)?),
            (None, None) => return Err(OUT_OF_RANGE.into()),
        },
        Slot::Number(target) => {
            *target = number.as_f64();
            if number.is_f64() {
                return Ok(Fit::Same);
            }
        }
        Slot::Text(_) | Slot::Sid(_) | Slot::Parsed(_) => {
            put_text(slot, &number.to_string())?;
        }
        slot => return Err(format!("expected {}, found a number", slot.expected()).into()),
    }
    Ok(Fit::Converted)
}

const OUT_OF_RANGE: &str = "expected an integer, found a number beyond 64 bits";

fn parse_number(text: &str, expected: &str) -> Result<f64, Problem> {
    // Rust also parses `inf` and `nan`, which are not numbers in JSON.
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(number),
        _ => Err(format!("expected {expected}, found other text").into()),
    }
}

/// Converts a number without a fraction to an integer.
#[allow(clippy::cast_possible_truncation)] // Both bounds are checked.
fn whole(number: f64) -> Result<i64, Problem> {
    const BOUND: f64 = 9_223_372_036_854_775_808.0; // 2^63
    if number.fract() != 0.0 {
        return Err("expected an integer, found a number with a fraction".into());
    }
    if !(-BOUND..BOUND).contains(&number) {
        return Err(OUT_OF_RANGE.into());
    }
    Ok(number as i64)
}
