//! The parameters of a call: how each is set, wherever it goes.
//!
//! Every method here is thin, since it is compiled for each type of reply and of
//! value. What it does is done by `setters`, which is compiled once.

use std::borrow::Cow;

use serde::Serialize;

use super::super::model::Scalar;
use super::super::wire::Style;
use super::request_builder::ParameterLocation;
use super::typed_call::Call;

impl<T> Call<T> {
    /// Sets a form parameter, in place of an earlier value.
    pub fn form(self, name: &'static str, value: impl Scalar) -> Self {
        self.scalar(ParameterLocation::Form, name.into(), &value)
    }

    /// Sets a form parameter to a list of values. The name is repeated for each; an
    /// empty list sends nothing.
    pub fn form_each<V: Scalar>(
        self,
        name: &'static str,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        self.scalars(ParameterLocation::Form, name, values)
    }

    /// Sets a form parameter of any type. A string is sent as it is, `null` is not
    /// sent, and everything else is sent as JSON.
    pub fn form_json(self, name: &'static str, value: impl Serialize) -> Self {
        self.untyped(ParameterLocation::Form, name, [value])
    }

    /// Sets a form parameter to a list of values of any type. Each is sent as by
    /// [`form_json`](Self::form_json).
    pub fn form_each_json<V: Serialize>(
        self,
        name: &'static str,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        self.untyped(ParameterLocation::Form, name, values)
    }

    /// Sets a query parameter, in place of an earlier value.
    pub fn query(self, name: &'static str, value: impl Scalar) -> Self {
        self.scalar(ParameterLocation::Query, name.into(), &value)
    }

    /// Sets a query parameter to a list of values. The name is repeated for each; an
    /// empty list sends nothing.
    pub fn query_each<V: Scalar>(
        self,
        name: &'static str,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        self.scalars(ParameterLocation::Query, name, values)
    }

    /// Sets a query parameter of any type. A string is sent as it is, `null` is not
    /// sent, and everything else is sent as JSON.
    pub fn query_json(self, name: &'static str, value: impl Serialize) -> Self {
        self.untyped(ParameterLocation::Query, name, [value])
    }

    /// Sets a query parameter to a list of values of any type. Each is sent as by
    /// [`query_json`](Self::query_json).
    pub fn query_each_json<V: Serialize>(
        self,
        name: &'static str,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        self.untyped(ParameterLocation::Query, name, values)
    }

    /// Sets a query parameter for each entry of a map. Its name is the prefix, a dot
    /// and the key, as in `Tags.color`.
    pub fn query_map<K: AsRef<str>, V: Scalar>(
        mut self,
        prefix: &'static str,
        entries: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        for (key, value) in entries {
            let name = format!("{prefix}.{}", key.as_ref());
            self = self.scalar(ParameterLocation::Query, name.into(), &value);
        }
        self
    }

    /// Sets a query parameter to a list of values, written in a style. An empty list
    /// sends nothing.
    pub fn query_joined<V: Scalar>(
        self,
        name: &'static str,
        style: Style,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        self.joined(ParameterLocation::Query, name, style, values)
    }

    /// Sets a form parameter as [`query_joined`](Self::query_joined) does.
    pub fn form_joined<V: Scalar>(
        self,
        name: &'static str,
        style: Style,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        self.joined(ParameterLocation::Form, name, style, values)
    }

    /// Sets a query parameter to a value of any type; a list or an object is written
    /// in a style. `null` is not sent, also within it. A list or an object within
    /// another is refused when the call is sent, unless the style has a form for it.
    pub fn query_styled(self, name: &'static str, style: Style, value: impl Serialize) -> Self {
        self.styled(ParameterLocation::Query, name, style, &value)
    }

    /// Sets a form parameter as [`query_styled`](Self::query_styled) does.
    pub fn form_styled(self, name: &'static str, style: Style, value: impl Serialize) -> Self {
        self.styled(ParameterLocation::Form, name, style, &value)
    }

    /// Sets a query parameter to JSON text, whatever the value is.
    pub fn query_content(self, name: &'static str, value: impl Serialize) -> Self {
        self.content(ParameterLocation::Query, name, &value)
    }

    /// Sets a form parameter to JSON text, whatever the value is.
    pub fn form_content(self, name: &'static str, value: impl Serialize) -> Self {
        self.content(ParameterLocation::Form, name, &value)
    }

    /// Sets a header that is a parameter of the operation to a list of values, joined
    /// by commas. An empty list sends nothing.
    pub fn header_joined<V: Scalar>(
        mut self,
        name: &'static str,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let texts = self.texts(name, values);
        self.builder.set_header_list(name, &texts);
        self
    }

    /// Sets a header that is a parameter of the operation to JSON text.
    pub fn header_content(mut self, name: &'static str, value: impl Serialize) -> Self {
        self.builder
            .set_header_content(name, serde_json::to_string(&value));
        self
    }

    /// Sets an additional header. For a list, it is sent with the request of every
    /// page. A name or a text that a header cannot have is refused when the call is
    /// sent.
    pub fn header(mut self, name: impl AsRef<str>, text: impl AsRef<str>) -> Self {
        self.builder.set_header(name.as_ref(), text.as_ref(), false);
        self
    }

    /// Sets a header that is a parameter of the operation. For a list, it is sent
    /// with the request of the first page, and with those of others that are asked
    /// for by a token: an address holds all parameters.
    pub fn header_parameter(mut self, name: &'static str, text: impl AsRef<str>) -> Self {
        self.builder.set_header(name, text.as_ref(), true);
        self
    }

    // Compiled for each type of reply, so it only hands over.
    fn scalar(
        mut self,
        location: ParameterLocation,
        name: Cow<'static, str>,
        value: &dyn Scalar,
    ) -> Self {
        self.builder.set_scalar(location, name, value);
        self
    }

    fn scalars<V: Scalar>(
        mut self,
        location: ParameterLocation,
        name: &'static str,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let texts = self.texts(name, values);
        self.builder.set(location, name.into(), texts);
        self
    }

    fn joined<V: Scalar>(
        mut self,
        location: ParameterLocation,
        name: &'static str,
        style: Style,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let texts = self.texts(name, values);
        self.builder.set_list(location, name, style, &texts);
        self
    }

    fn texts<V: Scalar>(
        &mut self,
        name: &'static str,
        values: impl IntoIterator<Item = V>,
    ) -> Vec<String> {
        let mut texts = Vec::new();
        for value in values {
            texts.push(self.builder.text(name, &value));
        }
        texts
    }

    fn styled(
        mut self,
        location: ParameterLocation,
        name: &'static str,
        style: Style,
        value: &impl Serialize,
    ) -> Self {
        let json = serde_json::to_string(value);
        self.builder.set_styled(location, name, style, json);
        self
    }

    fn content(
        mut self,
        location: ParameterLocation,
        name: &'static str,
        value: &impl Serialize,
    ) -> Self {
        let json = serde_json::to_string(value);
        self.builder.set_content(location, name, json);
        self
    }

    fn untyped<V: Serialize>(
        mut self,
        location: ParameterLocation,
        name: &'static str,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let texts = values
            .into_iter()
            .map(|value| serde_json::to_string(&value))
            .collect();
        self.builder.set_json_values(location, name, texts);
        self
    }
}
