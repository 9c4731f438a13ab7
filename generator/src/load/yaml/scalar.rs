//! What an unquoted scalar means, by the rules of serde_yaml: those of YAML 1.2, except that `007` is a text.

use super::node::Value;

/// The value of an unquoted scalar.
pub(super) fn resolve(text: &str) -> Result<Value, OutOfRange> {
    Ok(match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" | "-.inf" | "-.Inf" | "-.INF"
        | ".nan" | ".NaN" | ".NAN" => {
            return Err(OutOfRange);
        }
        _ => match parse_number(text)? {
            Some(number) => Value::Number(number),
            None => Value::Text(text.into()),
        },
    })
}

/// A number that JSON cannot represent or that does not fit into 64 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OutOfRange;

/// The number that a scalar spells; none if it spells none.
fn parse_number(text: &str) -> Result<Option<serde_yaml::Number>, OutOfRange> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (base, digits) = match digits.get(..2) {
        Some("0x") => (16, digits.get(2..).unwrap_or_default()),
        Some("0o") => (8, digits.get(2..).unwrap_or_default()),
        Some("0b") => (2, digits.get(2..).unwrap_or_default()),
        _ => (10, digits),
    };
    if !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(base)) {
        if base == 10 && digits.len() > 1 && digits.starts_with('0') {
            return Ok(None);
        }
        let magnitude = u64::from_str_radix(digits, base).map_err(|_| OutOfRange)?;
        if !negative {
            return Ok(Some(magnitude.into()));
        }
        return 0_i64
            .checked_sub_unsigned(magnitude)
            .map(|value| Some(value.into()))
            .ok_or(OutOfRange);
    }
    if base != 10 || !looks_like_float(digits) {
        return Ok(None);
    }
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(Some(value.into())),
        Ok(_) => Err(OutOfRange),
        Err(_) => Ok(None),
    }
}

/// Whether a text consists of digits with a point or an exponent. Rust would parse `inf`, `infinity` and `nan` too.
fn looks_like_float(digits: &str) -> bool {
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (digits, None),
    };
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent_valid = exponent.is_none_or(|exponent| {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        !exponent.is_empty() && all_digits(exponent)
    });
    mantissa.len() > usize::from(mantissa.contains('.'))
        && all_digits(whole)
        && all_digits(fraction)
        && exponent_valid
}

#[cfg(test)]
mod tests {
    use super::{OutOfRange, resolve};
    use crate::load::yaml::mark::Mark;
    use crate::load::yaml::node::Node;

    fn value_by_serde(text: &str) -> serde_yaml::Value {
        serde_yaml::from_str(text).unwrap()
    }

    /// Unquoted scalars, one for each rule and its neighbours.
    const SCALARS: &str = "
        null Null nUll ~ true True tRue FALSE yes on 0 -0 +1 -12 007 0.5 00.5 1. .5 . + 1e3 1e
        1E+5 1e-5 e5 0x1F 0xg 0o17 0b101 1_000 12:30 2015-07-30 inf nan NaN infinity -inf
        18446744073709551615 -9223372036854775808 1.5.2 --1 +-1 0x 1.0 -1.25 +.5 0e0 -.5 a 1a
        0x-1 9007199254740993 1.7976931348623157e308 -0x10 +0o7 -007";

    #[test]
    fn agrees_with_serde_yaml() {
        for text in SCALARS.split_whitespace() {
            let node = Node {
                value: resolve(text).unwrap(),
                mark: Mark::default(),
            };
            assert_eq!(node.to_value(), value_by_serde(text), "{text:?}");
        }
    }

    #[test]
    fn refuses_what_json_cannot_hold() {
        for text in [
            ".inf",
            "-.INF",
            ".nan",
            "18446744073709551616",
            "-9223372036854775809",
            "1e999",
            "0xffffffffffffffffff",
        ] {
            assert_eq!(resolve(text), Err(OutOfRange), "{text:?}");
        }
    }
}
