//! The nodes of a document as ways that lead to them, so that one can be changed.

use serde_yaml::Value;

/// Every node of a document, as the way to it.
pub(crate) fn ways(value: &Value, way: &mut Vec<Step>, nodes: &mut Vec<Vec<Step>>) {
    nodes.push(way.clone());
    match value {
        Value::Sequence(items) => {
            for (at, item) in items.iter().enumerate() {
                way.push(Step::Item(at));
                ways(item, way, nodes);
                way.pop();
            }
        }
        Value::Mapping(map) => {
            for (key, child) in map {
                way.push(Step::Key(key.clone()));
                ways(child, way, nodes);
                way.pop();
            }
        }
        _ => {}
    }
}

#[derive(Debug, Clone)]
pub(crate) enum Step {
    Key(Value),
    Item(usize),
}

pub(crate) fn node<'v>(value: &'v mut Value, way: &[Step]) -> Option<&'v mut Value> {
    way.iter().try_fold(value, |value, step| match step {
        Step::Key(key) => value.as_mapping_mut()?.get_mut(key),
        Step::Item(at) => value.as_sequence_mut()?.get_mut(*at),
    })
}
