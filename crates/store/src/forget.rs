//! Taking away the rows of one organization so that they can be made anew: when an entry of its stream was corrected.
//! Its own row stays until the new one takes its place, and what it claims stays claimed.

use diesel::prelude::*;

use crate::NameRow;
use crate::access::Writer;
use crate::error::StoreError;
use crate::kept::{Kept, Value};
use crate::schema::{
    annual_years, decoupling_dimensions, decouplings, evaluations, exits, grades, listings,
    name_keys, names, notices, penalties, posts, relations, warnings,
};

const FORGET: &str = "DELETE FROM name_grams WHERE rowid = ?";

/// Deletes the rows of an organization from tables that name it in a column of that name.
macro_rules! delete_of {
    ($conn:expr, $organization:expr, $($table:ident),+) => {
        $(diesel::delete($table::table.filter($table::organization.eq($organization)))
            .execute($conn)?;)+
    };
}

impl Writer<'_> {
    /// Takes away every row about an organization but its own; `known` are its names.
    pub fn forget_rows_of(
        &mut self,
        organization: &str,
        known: &[NameRow],
    ) -> Result<(), StoreError> {
        for row in known {
            let grams = vec![Value::Number(row.id)];
            Kept::<()>::new(FORGET, grams).execute(self.conn)?;
            diesel::delete(name_keys::table.find(row.id)).execute(self.conn)?;
        }
        delete_of!(
            self.conn,
            organization,
            names,
            relations,
            posts,
            notices,
            listings,
            penalties,
            evaluations,
            grades,
            exits,
            annual_years,
            warnings,
            decouplings,
            decoupling_dimensions
        );
        Ok(())
    }
}
