//! `codegen.toml`: which documents there are and what cannot be read from them.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::names::ident::type_ident;
use crate::names::reserved;

/// The whole configuration. Every part may be left out: a document says enough of itself.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Config {
    /// The emitted package.
    pub package: Package,
    /// The documents, in the order in which they are emitted.
    #[serde(rename = "document")]
    pub documents: Vec<DocumentConfig>,
    /// SID prefix → name of the alias, where the rules give a worse one.
    pub sids: BTreeMap<String, String>,
    /// Plural segment → singular, where the rules give a worse one.
    pub singulars: BTreeMap<String, String>,
    /// The overlays (OpenAPI Overlay) to apply, relative to the configuration, in their order.
    pub overlays: Vec<String>,
    /// Names of the fix-ups to apply; each must apply.
    pub fixups: Vec<String>,
    /// Hosts outside of `twilio.com` that documents may send requests, and with them credentials, to: whole names in
    /// lower case, such as `api.example.com`. A host that no document has does no harm.
    pub hosts: Vec<String>,
    /// The properties and parameters that are as good as a password; each must be there.
    pub secrets: Vec<SecretPath>,
}

/// A property or a parameter, as `file schema.property` or `file operation.parameter`.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "toml::Spanned<String>")]
pub struct SecretPath {
    /// The path.
    pub text: String,
    /// The line of the configuration, from 1.
    pub line: usize,
    /// The column, in characters from 1.
    pub column: usize,
    /// The offset in the configuration, in bytes.
    offset: usize,
}

impl From<toml::Spanned<String>> for SecretPath {
    fn from(path: toml::Spanned<String>) -> Self {
        Self {
            line: 1,
            column: 1,
            offset: path.span().start,
            text: path.into_inner(),
        }
    }
}

/// What the emitted manifest says.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Package {
    /// Package name.
    pub name: String,
    /// Package version.
    pub version: String,
    /// One sentence.
    pub description: String,
    /// Where the sources are.
    pub repository: Option<String>,
}

impl Default for Package {
    fn default() -> Self {
        Self {
            name: String::from("twilio-client"),
            version: String::from("0.1.0"),
            description: String::from("A client of Twilio's APIs"),
            repository: None,
        }
    }
}

/// One document.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentConfig {
    /// The file, relative to the configuration.
    pub file: String,
    /// The module of the product, where the host's first label is not the word: `flex` for `flex-api`.
    pub product: Option<String>,
    /// The module of the version, where the first path segment is not it.
    pub version: Option<String>,
}

impl Package {
    /// What is wrong with the name, which is an identifier in the emitted tests and examples. There it must not be that
    /// of another crate, nor that of a module in the crate's root, such as those of the products.
    pub(crate) fn check(&self, file: &str, products: &[&str]) -> Option<Diagnostic> {
        let fits = self.name.starts_with(|c: char| c.is_ascii_alphabetic())
            && self
                .name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        let ident = self.name.replace('-', "_").to_ascii_lowercase();
        let help = if !fits {
            "a letter, then letters, digits, `-` and `_`"
        } else if reserved::is_package(&ident) {
            "a crate that it depends on, a module of it, a keyword, or a folder of cargo is called so; say `my-client`"
        } else if products.contains(&ident.as_str()) {
            "one of its products is called so; say `my-client`, for paths would begin with the one or the other"
        } else {
            return None;
        };
        let problem = format!("`{}` cannot be the name of a package", self.name);
        let location = Location::whole_file(file);
        Some(Diagnostic::error(Code::Config, &location, problem).help(help))
    }
}

/// What a host is written like, in the configuration and on the command line.
pub const HOST_FORM: &str =
    "write it like api.example.com: in lower case, without scheme, user, port, path or wildcard";

/// Whether a text is the whole name of a host, in lower case, and nothing beside it.
pub fn is_host_name(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(is_plain)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 253 && text.split('.').all(is_label)
}

impl Config {
    /// Reads a configuration.
    ///
    /// # Errors
    ///
    /// A diagnostic with the line if the text is no TOML, or holds a key that means nothing here.
    pub fn read(file: &str, text: &str) -> Result<Self, Diagnostic> {
        let place = |offset: usize| {
            let before = text.get(..offset).unwrap_or(text);
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
            (line, column)
        };
        let mut config: Self = toml::from_str(text).map_err(|error| {
            let (line, column) = place(error.span().map_or(0, |span| span.start));
            Diagnostic::error(
                Code::Config,
                &Location::new(file, line, column),
                error.message(),
            )
            .help(
                "codegen.toml knows [package], [[document]], [sids], [singulars], overlays, fixups, hosts and \
                 secrets",
            )
        })?;
        for secret in &mut config.secrets {
            (secret.line, secret.column) = place(secret.offset);
        }
        Ok(config)
    }

    /// What is wrong with it beyond its form.
    pub(crate) fn check(&self, file: &str) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        let location = Location::whole_file(file);
        for (prefix, alias) in &self.sids {
            if type_ident(alias) != *alias {
                problems.push(
                    Diagnostic::error(
                        Code::Config,
                        &location,
                        format!("`{alias}`, the alias of {prefix}, is not the name of a Rust type"),
                    )
                    .help(format!("write it like {}", type_ident(alias))),
                );
            }
        }
        for host in self.hosts.iter().filter(|host| !is_host_name(host)) {
            let problem = format!("`{host}`, one of `hosts`, is not the name of a host");
            problems.push(Diagnostic::error(Code::Config, &location, problem).help(HOST_FORM));
        }
        problems.extend(self.package.check(file, &[]));
        problems
    }

    /// The settings of a document, by file name.
    pub fn document(&self, file: &str) -> Option<&DocumentConfig> {
        let name = file.rsplit('/').next().unwrap_or(file);
        self.documents
            .iter()
            .find(|document| document.file.rsplit('/').next() == Some(name))
    }
}
