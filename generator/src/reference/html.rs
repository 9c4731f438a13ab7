//! Pages as HTML.

use minijinja::value::ValueKind;
use minijinja::{AutoEscape, Environment, Value, context};

use super::escape::{escape, escape_text};
use super::id::{PageId, fragment};
use super::navigation::{Navigation, NavigationEntry};
use super::page::{Block, Code, Inline, Link, Page, PageKind, Target, plain};
use super::view::{self, Dialect};

const PAGE: &str = include_str!("../../templates/reference/page.html");

/// More code than this has no colours: they take as much room as the code.
const LONGEST_COLOURED: usize = 8_000;

/// A longer title is cut off wherever it is shown.
const LONGEST_TITLE: usize = 70;

/// What a page may load and do: nothing but files of its own site.
pub const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
                      base-uri 'none'; form-action 'none'";

/// Renders pages.
pub(crate) struct Renderer {
    environment: Environment<'static>,
    navigation: Navigation,
    /// The pages that each page links to: what they are called, and where they are.
    main: Vec<(String, PageId)>,
    scripts: Vec<&'static str>,
}

impl Renderer {
    /// Compiles the templates.
    ///
    /// # Errors
    ///
    /// A defect of the templates.
    pub(crate) fn new(
        navigation: Navigation,
        main: Vec<(String, PageId)>,
        scripts: Vec<&'static str>,
    ) -> Result<Self, minijinja::Error> {
        let mut environment = super::environment()?;
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        // Slashes stay as they are: they harm nothing, and addresses are full of them.
        environment.set_formatter(|out, _, value| {
            if value.is_safe() {
                out.write_str(value.as_str().unwrap_or_default())?;
            } else if matches!(value.kind(), ValueKind::None | ValueKind::Undefined) {
            } else if let Some(text) = value.as_str() {
                out.write_str(&escape(text))?;
            } else {
                out.write_str(&escape(&value.to_string()))?;
            }
            Ok(())
        });
        environment.add_filter("fragment", |anchor: String| fragment(&anchor));
        environment.add_template("page.html", PAGE)?;
        Ok(Self {
            environment,
            navigation,
            main,
            scripts,
        })
    }

    /// The HTML of a page.
    ///
    /// # Errors
    ///
    /// A defect of the templates.
    pub(crate) fn page(&self, page: &Page) -> Result<String, minijinja::Error> {
        let root = page.id.root();
        let here = |id: &PageId| Value::from_safe_string(page.id.to(&id.route()));
        let main = self.main.iter().map(|(text, id)| {
            let is_current = *id == page.id;
            context! { text, href => here(id), is_current }
        });
        let tree = self.navigation.beside(page);
        let entries = tree
            .iter()
            .map(|entry| tree_entry(entry, &page.id))
            .collect::<Vec<_>>();
        let api = page.crumbs.first().map(|crumb| crumb.target.clone());
        let api = match (api, page.kind) {
            (Some(Target::Page(id, _)), _) => Some(id),
            (_, PageKind::Api) => Some(page.id.clone()),
            _ => None,
        };
        let twin = page.id.twin();
        let values = context! {
            page => view::page(page, self),
            title => title(page),
            main => main.collect::<Vec<_>>(),
            tree => entries,
            lists => self.navigation.lists(page).to_vec(),
            api => api.map(|id| here(&id)),
            twin => twin.rsplit('/').next().unwrap_or(&twin),
            root => root.as_str(),
            call => page.call.as_ref().map(|call| Value::from_safe_string(call.clone())),
            scripts => &self.scripts,
            policy => POLICY,
            is_home => page.kind == PageKind::Home,
        };
        self.environment.get_template("page.html")?.render(values)
    }
}

/// What stands in the bar of the window: the heading, and the API where there is room for it.
fn title(page: &Page) -> String {
    let api = page.crumbs.first().map(|crumb| plain(&crumb.text));
    let title = match api {
        Some(api) => format!("{} · {api}", page.title),
        None => page.title.clone(),
    };
    let fits = |title: &str| escape(title).chars().count() <= LONGEST_TITLE;
    if fits(&title) {
        return title;
    }
    let mut title = page.title.clone();
    if !fits(&title) {
        while !fits(&title) {
            title.pop();
        }
        title.pop();
        title.push('…');
    }
    title
}

fn tree_entry(entry: &NavigationEntry<'_>, from: &PageId) -> Value {
    context! {
        method => entry.method,
        text => entry.text,
        href => Value::from_safe_string(from.to(&entry.id.route())),
        is_current => entry.is_current,
        below => entry.below.iter().map(|entry| tree_entry(entry, from)).collect::<Vec<_>>(),
    }
}

impl Dialect for Renderer {
    fn line(&self, line: &[Inline], page: &Page) -> String {
        let mut html = String::new();
        for piece in line {
            match piece {
                Inline::Text(text) => html.push_str(&escape_text(text)),
                Inline::Code(text) => wrap(&mut html, "code", &escape_text(text)),
                Inline::Strong(inner) => wrap(&mut html, "strong", &self.line(inner, page)),
                Inline::Emphasis(inner) => wrap(&mut html, "em", &self.line(inner, page)),
                Inline::Link(link) => {
                    let text = self.line(&link.text, page);
                    html.push_str(&format!("<a href=\"{}\">{text}</a>", self.href(link, page)));
                }
                Inline::Method(method) => html.push_str(&format!(
                    "<span class=\"verb {}\">{}</span>",
                    escape(&method.to_lowercase()),
                    escape(method)
                )),
                Inline::Break => html.push_str("<br>"),
            }
        }
        html
    }

    fn code(&self, code: &Code, page: &Page) -> String {
        if code_length(page) > LONGEST_COLOURED {
            escape_text(&code.text)
        } else {
            super::highlight::highlight(code)
        }
    }

    fn href(&self, link: &Link, page: &Page) -> String {
        match &link.target {
            Target::Web(url) => escape(url),
            Target::Page(id, anchor) if *id == page.id && !anchor.is_empty() => {
                format!("#{}", fragment(anchor))
            }
            Target::Page(id, anchor) => {
                let hash = if anchor.is_empty() { "" } else { "#" };
                format!("{}{hash}{}", page.id.to(&id.route()), fragment(anchor))
            }
        }
    }
}

/// How much code a page shows.
fn code_length(page: &Page) -> usize {
    let blocks = page.sections.iter().flat_map(|section| &section.blocks);
    let examples = blocks.map(|block| match block {
        Block::Code(code) => code.text.len(),
        _ => 0,
    });
    let samples = page.samples.iter().flat_map(|sample| &sample.codes);
    examples.chain(samples.map(|(_, text)| text.len())).sum()
}

fn wrap(html: &mut String, tag: &str, inner: &str) {
    html.push_str(&format!("<{tag}>{inner}</{tag}>"));
}
