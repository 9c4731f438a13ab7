//! What travels in bodies: the payloads of requests and replies, the headers of replies, and examples of all of them.

use super::super::page::{Block, Code, Folded, Inline, Section};
use super::super::prose;
use super::members::{MemberEntry, Writer};
use super::walk::media_pointer;
use crate::model::Example;
use crate::model::declared;

/// The media type of forms.
pub(super) const FORM: &str = "application/x-www-form-urlencoded";

/// The members of an object, or the one thing that a body is.
pub(super) fn payload<'a>(
    writer: &mut Writer<'_, 'a>,
    schema: &'a declared::Schema,
    pointer: &str,
    anchor: &str,
) -> Vec<Block> {
    if let Some((name, members)) = writer.object(schema, pointer, anchor) {
        let line =
            name.map(|link| Block::Paragraph(vec![Inline::text("One "), link, Inline::text(":")]));
        return line.into_iter().chain([Block::Members(members)]).collect();
    }
    if *schema
        == (declared::Schema {
            line: schema.line,
            ..declared::Schema::default()
        })
    {
        return vec![Block::Paragraph(vec![Inline::text("Any JSON.")])];
    }
    let entry = MemberEntry {
        name: "body",
        anchor: format!("{anchor}.whole"),
        schema,
        pointer: pointer.to_owned(),
        description: "",
        required: false,
        deprecated: false,
    };
    let mut member = writer.member(entry);
    // Its attributes are found where the body is.
    member.named.extend(
        writer
            .scope
            .type_at(pointer)
            .map(|(name, id)| Inline::page(name, id)),
    );
    super::members_block(vec![member], 0)
}

/// Each response that the document declares, and the examples of its body.
pub(super) fn replies<'a>(
    writer: &mut Writer<'_, 'a>,
    declared: &'a declared::Operation,
) -> Vec<Section> {
    let mut sections = Vec::new();
    let of_class = |class: char| {
        let mut responses = declared.responses.iter();
        responses.find(|response| response.status.starts_with(class))
    };
    // A redirect is a success where there is no other.
    let first = of_class('2').or_else(|| of_class('3'));
    let others = declared.responses.iter();
    let others =
        others.filter(|response| first.is_none_or(|first| !std::ptr::eq(*response, first)));
    for (index, response) in first.into_iter().chain(others).enumerate() {
        let wish = match index {
            0 => String::from("reply"),
            _ => format!("reply-{}", response.status),
        };
        let anchor = writer.anchors.unique(&wish);
        let mut blocks = writer.room.prose(&response.description);
        blocks.extend(headers(writer, response, &anchor));
        for media in &response.content {
            let pointer = media_pointer(&response.origin.pointer, media);
            blocks.extend(payload(writer, &media.schema, &pointer, &anchor));
        }
        let media: Vec<&str> = response
            .content
            .iter()
            .map(|media| media.name.as_str())
            .collect();
        let note = match media.as_slice() {
            [] => format!("{}, no body", response.status),
            media => format!("{} {}", response.status, media.join(", ")),
        };
        sections.push(section(&anchor, "Reply", &prose::visible(&note), blocks));
        for media in &response.content {
            for example in &media.examples {
                let title = format!("Reply example, {}", response.status);
                sections.push(example_section(writer, &title, example, false));
            }
        }
    }
    sections
}

fn headers<'a>(
    writer: &mut Writer<'_, 'a>,
    response: &'a declared::Response,
    anchor: &str,
) -> Option<Block> {
    let entries = response.headers.iter().map(|header| MemberEntry {
        name: &header.name,
        anchor: format!("{anchor}.headers.{}", header.name),
        schema: &header.schema,
        pointer: String::new(),
        description: &header.description,
        required: header.required,
        deprecated: false,
    });
    let mut members = writer.members(entries);
    let count = members.members.len() + members.left_out;
    members.folded = Some(Folded {
        label: format!("headers, {count}"),
        open: false,
    });
    (count > 0).then_some(Block::Members(members))
}

pub(super) fn request_examples(
    writer: &mut Writer<'_, '_>,
    declared: &declared::Operation,
) -> Vec<Section> {
    let bodies = declared.body.iter().flat_map(|body| &body.content);
    let examples =
        bodies.flat_map(|media| media.examples.iter().map(move |example| (media, example)));
    let examples = examples.map(|(media, example)| {
        example_section(writer, "Request example", example, media.name == FORM)
    });
    examples.collect()
}

fn example_section(
    writer: &mut Writer<'_, '_>,
    title: &str,
    example: &Example,
    is_form: bool,
) -> Section {
    let anchor = writer.anchors.unique(&format!("example.{}", example.name));
    let text = match (&example.value, is_form) {
        (serde_json::Value::Object(members), true) => {
            let lines = members
                .iter()
                .map(|(name, value)| format!("{name}: {}", super::rules::shown(value)));
            lines.collect::<Vec<_>>().join("\n")
        }
        (value, _) => serde_json::to_string_pretty(value).unwrap_or_default(),
    };
    let (text, note) = writer.room.lines(&text);
    let language = if is_form { "" } else { "json" };
    let code = Block::Code(Code { language, text });
    let blocks = std::iter::once(code).chain(note).collect();
    let mut section = section(&anchor, title, &prose::visible(&example.name), blocks);
    section.beside = true;
    section
}

pub(super) fn section(anchor: &str, title: &str, note: &str, blocks: Vec<Block>) -> Section {
    Section {
        anchor: anchor.to_owned(),
        title: title.to_owned(),
        note: note.to_owned(),
        beside: false,
        blocks,
    }
}
