//! Changing a tree: what overlays and the rewriting of older spellings need.

use super::mark::Mark;
use super::node::{Map, MapEntry, Node, Value};

impl Node {
    /// An empty map.
    pub(crate) fn empty_map(mark: Mark) -> Self {
        let value = Value::Map(Map::default());
        Self { value, mark }
    }

    /// A text.
    pub(crate) fn text(text: &str, mark: Mark) -> Self {
        let value = Value::Text(text.into());
        Self { value, mark }
    }

    pub(crate) fn items_mut(&mut self) -> &mut [Node] {
        match &mut self.value {
            Value::List(items) => items,
            _ => &mut [],
        }
    }

    /// The entries of a map, whose keys have to stay as they are.
    pub(crate) fn entries_mut(&mut self) -> &mut [MapEntry] {
        match &mut self.value {
            Value::Map(map) => &mut map.entries,
            _ => &mut [],
        }
    }

    pub(crate) fn entry_mut(&mut self, key: &str) -> Option<&mut MapEntry> {
        match &mut self.value {
            Value::Map(map) => {
                let index = map.index(key)?;
                map.entries.get_mut(index)
            }
            _ => None,
        }
    }

    pub(crate) fn value_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.entry_mut(key).map(|entry| &mut entry.value)
    }

    /// Takes an entry out of a map.
    pub(crate) fn remove(&mut self, key: &str) -> Option<MapEntry> {
        match &mut self.value {
            Value::Map(map) => map.remove(key),
            _ => None,
        }
    }

    /// Adds an entry to a map, unless it has the key.
    pub(crate) fn insert(&mut self, key: &str, value: Node, key_mark: Mark) {
        if let Value::Map(map) = &mut self.value
            && map.index(key).is_none()
        {
            map.push(MapEntry {
                key: key.into(),
                key_mark,
                value,
            });
        }
    }

    pub(crate) fn push_item(&mut self, item: Node) {
        if let Value::List(items) = &mut self.value {
            items.push(item);
        }
    }

    pub(crate) fn remove_item(&mut self, index: Option<usize>) {
        if let (Value::List(items), Some(index)) = (&mut self.value, index)
            && index < items.len()
        {
            items.remove(index);
        }
    }

    /// Lets everything in the node belong to one file of the document.
    pub(crate) fn set_file(&mut self, file: u32) {
        self.mark.file = file;
        for item in self.items_mut() {
            item.set_file(file);
        }
        for entry in self.entries_mut() {
            entry.key_mark.file = file;
            entry.value.set_file(file);
        }
    }

    /// Lets everything in the node stand at one mark.
    pub(crate) fn mark_all(&mut self, mark: Mark) {
        self.mark = mark;
        for item in self.items_mut() {
            item.mark_all(mark);
        }
        for entry in self.entries_mut() {
            entry.key_mark = mark;
            entry.value.mark_all(mark);
        }
    }
}
