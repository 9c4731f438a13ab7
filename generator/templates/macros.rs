//! What every model, enum and operation of this crate has in common, spelled once.
//!
//! What models, enums and builders do is `#[inline]` throughout the crate: a caller compiles it for the operations
//! that it uses, and nobody compiles it for all.

/// A model shows, writes and reads itself through the runtime, and says what it holds beside its fields.
macro_rules! model {
    ($(#[$attribute:meta])* $name:ident) => {
        $(#[$attribute])*
        impl $name {
            /// What the reply held that no field holds, by key: values of undeclared keys, and values that are not
            /// of the declared type, with why. They are written again where the fields are.
            #[inline]
            pub fn extra(&self) -> &std::collections::BTreeMap<String, $crate::ExtraValue> {
                self.extra.values()
            }
        }

        $(#[$attribute])*
        impl std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::runtime::model::debug(stringify!($name), self, f)
            }
        }

        $(#[$attribute])*
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::model::serialize(self, serializer)
            }
        }

        $(#[$attribute])*
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::model::deserialize(deserializer)
            }
        }
    };
}

/// An open enum converts from any text, and to the text it has on the wire.
macro_rules! open_enum {
    ($(#[$attribute:meta])* $name:ident) => {
        $(#[$attribute])*
        impl $crate::runtime::model::OpenEnum for $name {
            const ALL: &'static [Self] = Self::ALL;

            #[inline]
            fn as_str(&self) -> &str {
                self.as_str()
            }

            #[inline]
            fn unrecognized(text: $crate::runtime::model::Unrecognized) -> Self {
                Self::Unrecognized(text)
            }
        }

        $(#[$attribute])*
        impl $crate::runtime::model::Datum for $name {
            #[inline]
            fn slot(field: &mut Option<Self>) -> $crate::runtime::model::Slot<'_> {
                $crate::runtime::model::Slot::open_enum(field)
            }

            #[inline]
            fn value(&self) -> $crate::runtime::model::ValueRef<'_> {
                $crate::runtime::model::ValueRef::open_enum(self)
            }
        }

        $(#[$attribute])*
        impl From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                $crate::runtime::model::recognize(text)
            }
        }

        $(#[$attribute])*
        impl From<String> for $name {
            #[inline]
            fn from(text: String) -> Self {
                $crate::runtime::model::recognize(&text)
            }
        }

        $(#[$attribute])*
        impl std::str::FromStr for $name {
            // Below by its own name, for `Self::Err` may be a value of the enum.
            type Err = std::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> Result<Self, std::convert::Infallible> {
                Ok($crate::runtime::model::recognize(text))
            }
        }

        $(#[$attribute])*
        impl std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        $(#[$attribute])*
        impl serde::Serialize for $name {
            #[inline]
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        $(#[$attribute])*
        impl<'de> serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::model::deserialize(deserializer)
            }
        }
    };
}

/// One of several models writes and reads itself through the runtime.
macro_rules! union {
    ($(#[$attribute:meta])* $name:ident: $($variant:ident),*) => {
        $(#[$attribute])*
        impl $crate::runtime::model::Datum for $name {
            fn slot(field: &mut Option<Self>) -> $crate::runtime::model::Slot<'_> {
                $crate::runtime::model::Slot::Union(field)
            }

            fn value(&self) -> $crate::runtime::model::ValueRef<'_> {
                match self {
                    $(Self::$variant(model) => $crate::runtime::model::ValueRef::Object(&**model),)*
                    Self::Other(value) => $crate::runtime::model::ValueRef::Untyped(value),
                }
            }
        }

        $(#[$attribute])*
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::model::Datum::value(self).serialize(serializer)
            }
        }

        $(#[$attribute])*
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::model::deserialize(deserializer)
            }
        }
    };
}

/// A builder is sent by awaiting it, or gives its call away.
macro_rules! call {
    ($(#[$attribute:meta])* $name:ident => $reply:ty) => {
        $(#[$attribute])*
        impl $name {
            /// The call itself, for its options: time limits, headers, retries, the raw reply.
            #[inline]
            pub fn call(self) -> $crate::runtime::Call<$reply> {
                self.0
            }

            /// Sends it, as awaiting it does. What is returned is `Send` and `'static`, for functions that take a
            /// future, such as tokio's `spawn` and `timeout`, or `join_all` of the crate futures.
            #[inline]
            pub fn send(self) -> $crate::runtime::Pending<$reply> {
                self.0.send()
            }

            /// Sets a value if there is one, by a setter of this type or by a closure.
            #[doc = concat!(
                "For a setter `x`, it is `.maybe(value, ", stringify!($name), "::x)`. ",
                "The value may be whatever the setter takes."
            )]
            #[inline]
            pub fn maybe<V>(self, value: Option<V>, set: impl FnOnce(Self, V) -> Self) -> Self {
                match value {
                    Some(value) => set(self, value),
                    None => self,
                }
            }
        }

        $(#[$attribute])*
        impl std::future::IntoFuture for $name {
            type Output = Result<$reply, $crate::runtime::Error>;
            type IntoFuture = $crate::runtime::Pending<$reply>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.0.into_future()
            }
        }
    };
}

/// What an operation cannot do without shows no values, like the builder that it goes into.
macro_rules! required {
    ($name:ident) => {
        impl std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    };
}

/// The builder of a list is also a stream of its pages and of its items.
macro_rules! list {
    ($(#[$attribute:meta])* $name:ident => $item:ty) => {
        call!($(#[$attribute])* $name => $crate::runtime::Page<$item>);

        $(#[$attribute])*
        impl $name {
            /// Stops after that many items, without asking for pages beyond them.
            #[inline]
            pub fn limit(self, limit: usize) -> Self {
                Self(self.0.limit(limit))
            }

            /// All items up to a limit. Pages beyond it are not requested, and that the list goes on is not an error.
            #[inline]
            pub fn collect_all(
                self,
                limit: usize,
            ) -> impl Future<Output = Result<Vec<$item>, $crate::runtime::Error>> {
                self.0.collect_all(limit)
            }

            /// A stream of pages.
            #[inline]
            pub fn pages(self) -> $crate::runtime::Pages<$item> {
                self.0.pages()
            }

            /// A stream of items, page after page.
            #[inline]
            pub fn items(self) -> $crate::runtime::Items<$item> {
                self.0.items()
            }
        }
    };
}
