//! Statements written by hand that are prepared once and kept. Diesel prepares its own `sql_query`
//! anew at every call, which costs more than many of them take to run.

use std::marker::PhantomData;

use diesel::backend::Backend;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, Text};

use crate::connection::AnyConnection;

/// A value that takes the place of a `?`.
#[derive(Debug)]
pub(crate) enum Value {
    Text(String),
    Number(i64),
}

/// A statement whose `?` are taken by the values, in their order. `ST` are the types of the columns
/// that it answers. Its text must be one of a few: each is kept for as long as the connection.
#[derive(Debug)]
pub(crate) struct Kept<ST> {
    text: String,
    values: Vec<Value>,
    planned_anew: bool,
    answers: PhantomData<ST>,
}

impl<ST> Kept<ST> {
    pub(crate) fn new(text: impl Into<String>, values: Vec<Value>) -> Self {
        Self { text: text.into(), values, planned_anew: false, answers: PhantomData }
    }

    /// The same, not kept where `so`: for statements whose best plan hangs on the values.
    pub(crate) fn planned_anew(self, so: bool) -> Self {
        Self { planned_anew: so, ..self }
    }
}

impl<ST> QueryId for Kept<ST> {
    type QueryId = ();
    // It is known by its text.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<ST> Query for Kept<ST> {
    type SqlType = ST;
}

impl<ST> RunQueryDsl<AnyConnection> for Kept<ST> {}

impl<DB, ST> QueryFragment<DB> for Kept<ST>
where
    DB: Backend,
    String: ToSql<Text, DB>,
    i64: ToSql<BigInt, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        if self.planned_anew {
            out.unsafe_to_cache_prepared();
        }
        let mut values = self.values.iter();
        for (place, part) in self.text.split('?').enumerate() {
            if place > 0 {
                match values.next() {
                    Some(Value::Text(text)) => out.push_bind_param::<Text, _>(text)?,
                    Some(Value::Number(number)) => out.push_bind_param::<BigInt, _>(number)?,
                    None => return Err(diesel::result::Error::QueryBuilderError("too few".into())),
                }
            }
            out.push_sql(part);
        }
        Ok(())
    }
}
