//! JSON: the browser's in the extension, `serde_json`'s elsewhere.
//!
//! What others sent is read leniently, field by field: Docker Hub has changed types before
//! (`full_description` is absent, `null` or a string), and one odd field must not blind us to the
//! rest. So a record is asked for each field by name, and a field of another type is absent.

use serde::Serialize;
#[cfg(not(target_arch = "wasm32"))]
use serde_json::Value as Json;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen::JsValue as Json;

/// Why a text gives no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonError {
    /// It is no JSON.
    Syntax,
    /// It says something else than expected.
    Data,
}

/// What JSON can say, of nobody knows which type.
#[derive(Clone, Debug)]
pub struct Value(Json);

/// An object: values by name.
#[derive(Clone, Debug)]
pub struct Record(Json);

/// What can be read from a [`Value`].
pub trait Read: Sized {
    /// What `value` says, if it says one of these.
    fn read(value: Value) -> Option<Self>;
}

impl From<Json> for Value {
    fn from(json: Json) -> Self {
        Self(json)
    }
}

impl Read for Value {
    fn read(value: Value) -> Option<Self> {
        Some(value)
    }
}

impl Read for bool {
    fn read(value: Value) -> Option<Self> {
        value.0.as_bool()
    }
}

impl Read for f64 {
    fn read(value: Value) -> Option<Self> {
        value.0.as_f64()
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod own {
    use super::{Json, Read, Record, Value};

    impl Read for String {
        fn read(value: Value) -> Option<Self> {
            if let Json::String(text) = value.0 { Some(text) } else { None }
        }
    }

    impl Read for Record {
        fn read(value: Value) -> Option<Self> {
            value.0.is_object().then_some(Self(value.0))
        }
    }

    impl Value {
        /// Whether it is `null`, or was not there.
        pub fn is_nothing(&self) -> bool {
            self.0.is_null()
        }

        pub(super) fn elements(self) -> Option<Vec<Self>> {
            if let Json::Array(list) = self.0 { Some(list.into_iter().map(Self).collect()) } else { None }
        }
    }

    impl Record {
        pub(crate) fn field(&mut self, name: &str) -> Value {
            Value(self.0.get_mut(name).map_or(Json::Null, Json::take))
        }
    }
}

#[cfg(target_arch = "wasm32")]
mod own {
    use super::{Json, Read, Record, Value};
    use wasm_bindgen::JsCast as _;

    impl Read for String {
        fn read(value: Value) -> Option<Self> {
            value.0.as_string()
        }
    }

    impl Read for Record {
        fn read(value: Value) -> Option<Self> {
            (value.0.is_object() && !value.0.is_array()).then_some(Self(value.0))
        }
    }

    impl Value {
        /// Whether it is `null`, or was not there.
        pub fn is_nothing(&self) -> bool {
            self.0.is_null() || self.0.is_undefined()
        }

        pub(super) fn elements(self) -> Option<Vec<Self>> {
            let list = self.0.dyn_into::<js_sys::Array>().ok()?;
            Some((0..list.length()).map(|at| Self(list.get(at))).collect())
        }
    }

    impl Record {
        pub(crate) fn field(&mut self, name: &str) -> Value {
            Value(js_sys::Reflect::get(&self.0, &name.into()).unwrap_or(Json::UNDEFINED))
        }
    }
}

/// The largest number up to which JSON says every whole one
/// (<https://www.rfc-editor.org/rfc/rfc8259#section-6>).
const LARGEST_WHOLE: f64 = 9_007_199_254_740_991.0;

impl Read for i64 {
    fn read(value: Value) -> Option<Self> {
        let number = f64::read(value)?;
        #[expect(clippy::cast_possible_truncation, reason = "a whole number that small is one")]
        let whole = (number.abs() <= LARGEST_WHOLE && number.trunc().to_bits() == number.to_bits())
            .then_some(number as Self);
        whole
    }
}

macro_rules! whole_numbers {
    ($($type:ident)+) => {$(
        impl Read for $type {
            fn read(value: Value) -> Option<Self> {
                i64::read(value)?.try_into().ok()
            }
        }
    )+};
}
whole_numbers!(u16 u32 u64);

/// A list with an element that is not read is none.
impl<T: Read> Read for Vec<T> {
    fn read(value: Value) -> Option<Self> {
        let mut read = Self::new();
        for element in value.elements()? {
            read.push(T::read(element)?);
        }
        Some(read)
    }
}

impl Record {
    /// The field called `name`, if it is there and one of these. Each field is asked for once: natively it is gone then.
    pub fn take<T: Read>(&mut self, name: &str) -> Option<T> {
        T::read(self.field(name))
    }

    /// The list called `name`, empty if it is not there; nothing if it, or an element of it, is of another type.
    pub fn list<T: Read>(&mut self, name: &str) -> Option<Vec<T>> {
        let value = self.field(name);
        if value.is_nothing() { Some(Vec::new()) } else { Vec::read(value) }
    }

    /// The elements that can be read of the list called `name`: one odd element must not take
    /// the others along. No list is an empty one.
    pub fn each<T: Read>(&mut self, name: &str) -> Vec<T> {
        let mut read = Vec::new();
        for element in self.field(name).elements().unwrap_or_default() {
            read.extend(T::read(element));
        }
        read
    }
}

/// What a field of a type can be: of an `Option` what is there and can be read, of any other type
/// nothing less than one of it.
pub(crate) trait Field: Sized {
    fn of(value: Value) -> Option<Self>;
}

impl<T: Read> Field for T {
    fn of(value: Value) -> Option<Self> {
        T::read(value)
    }
}

impl<T: Read> Field for Option<T> {
    fn of(value: Value) -> Option<Self> {
        Some(T::read(value))
    }
}

/// Lets a type be read from a record whose fields are called as its own.
macro_rules! fields {
    ($type:ident { $($field:ident),+ $(,)? }) => {
        impl $crate::platform::Read for $type {
            fn read(value: $crate::platform::Value) -> Option<Self> {
                let mut record = $crate::platform::Record::read(value)?;
                Some(Self { $($field: $crate::platform::Field::of(record.field(stringify!($field)))?),+ })
            }
        }
    };
}
pub(crate) use fields;

/// Lets the values of an enum be read from, and written as, words.
macro_rules! words {
    ($type:ident { $($value:ident = $word:literal),+ $(,)? }) => {
        impl $crate::platform::Read for $type {
            fn read(value: $crate::platform::Value) -> Option<Self> {
                match String::read(value)?.as_str() {
                    $($word => Some(Self::$value),)+
                    _ => None,
                }
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(match self { $(Self::$value => $word),+ })
            }
        }
    };
}
pub(crate) use words;

/// Reads a JSON text (<https://www.rfc-editor.org/rfc/rfc8259>).
pub fn parse_json<T: Read>(text: &str) -> Result<T, JsonError> {
    #[cfg(not(target_arch = "wasm32"))]
    let json = serde_json::from_str(text);
    #[cfg(target_arch = "wasm32")]
    let json = js_sys::JSON::parse(text);
    T::read(Value(json.map_err(|_| JsonError::Syntax)?)).ok_or(JsonError::Data)
}

/// `value` as JSON, indented by `indent` spaces; on one line for 0, as
/// <https://www.rfc-editor.org/rfc/rfc8785> wants strings to be. Empty for what JSON cannot say.
#[cfg(not(target_arch = "wasm32"))]
pub fn json(value: &impl Serialize, indent: u8) -> String {
    let text = if indent == 0 {
        serde_json::to_string(value)
    } else {
        let spaces = b" ".repeat(indent.into());
        let mut text = Vec::new();
        let formatter = serde_json::ser::PrettyFormatter::with_indent(&spaces);
        let written = value.serialize(&mut serde_json::Serializer::with_formatter(&mut text, formatter));
        written.map(|()| String::from_utf8_lossy(&text).into_owned())
    };
    text.unwrap_or_default()
}

/// `value` as JSON, indented by `indent` spaces; on one line for 0, as
/// <https://www.rfc-editor.org/rfc/rfc8785> wants strings to be. Empty for what JSON cannot say.
#[cfg(target_arch = "wasm32")]
pub fn json(value: &impl Serialize, indent: u8) -> String {
    let value = value.serialize(&serde_wasm_bindgen::Serializer::json_compatible());
    let text = value.ok().and_then(|value| {
        js_sys::JSON::stringify_with_replacer_and_space(&value, &Json::NULL, &Json::from(indent)).ok()
    });
    text.map(String::from).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{JsonError, Record, json, parse_json};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn reads_each_type_and_no_other() {
        for (text, number) in [
            ("7", Ok(7)),
            ("7.0", Ok(7)),
            ("9007199254740991", Ok(9_007_199_254_740_991)),
            ("9007199254740993", Err(JsonError::Data)),
            ("7.5", Err(JsonError::Data)),
            ("-7", Err(JsonError::Data)),
            ("\"7\"", Err(JsonError::Data)),
            ("null", Err(JsonError::Data)),
            ("7x", Err(JsonError::Syntax)),
            ("", Err(JsonError::Syntax)),
        ] {
            assert_eq!(parse_json::<u64>(text), number, "{text}");
        }
        assert_eq!(parse_json::<i64>("-7"), Ok(-7));
        assert_eq!(parse_json::<u16>("65536"), Err(JsonError::Data));
        assert_eq!(parse_json::<bool>("true"), Ok(true));
        assert_eq!(parse_json::<bool>("1"), Err(JsonError::Data));
        assert_eq!(parse_json(r#""\u00e9""#), Ok("é".to_owned()));
        assert_eq!(parse_json::<String>("7"), Err(JsonError::Data));
    }

    #[test]
    fn a_record_gives_what_is_there() {
        let mut record: Record =
            parse_json(r#"{"name": "é", "odd": [1, "x", 2], "even": [1, 2], "none": null, "size": "7"}"#)
                .unwrap();
        assert_eq!(record.take::<u64>("size"), None);
        assert_eq!(record.take::<u64>("missing"), None);
        assert_eq!(record.take("name"), Some("é".to_owned()));
        assert_eq!(record.clone().take::<Vec<u64>>("odd"), None);
        assert_eq!(record.clone().list::<u64>("odd"), None);
        assert_eq!(record.each::<u64>("odd"), [1, 2]);
        assert_eq!(record.clone().list::<u64>("even"), Some(vec![1, 2]));
        assert_eq!((record.list::<u64>("none"), record.list::<u64>("missing")), (Some(vec![]), Some(vec![])));
        assert!(record.each::<u64>("name").is_empty());
        for text in ["7", "\"x\"", "null", "true"] {
            assert_eq!(parse_json::<Record>(text).err(), Some(JsonError::Data), "{text}");
        }
    }

    #[test]
    fn writes_texts_as_they_are_signed() {
        assert_eq!(json(&["a\\\"\u{1}é"], 0), r#"["a\\\"\u0001é"]"#);
        assert_eq!(json(&[1], 2), "[\n  1\n]");
    }
}
