//! Pieces that the filters of several lists share.

/// The first text after all texts that begin with `prefix`, in the order of bytes. None when every
/// later text begins with it.
pub(crate) fn end_of_prefix(prefix: &str) -> Option<String> {
    let mut characters: Vec<char> = prefix.chars().collect();
    while let Some(last) = characters.pop() {
        // Skips the surrogates, which are no characters.
        let next =
            if last == '\u{d7ff}' { Some('\u{e000}') } else { char::from_u32(last as u32 + 1) };
        if let Some(next) = next {
            characters.push(next);
            return Some(characters.into_iter().collect());
        }
    }
    None
}

/// Narrows a boxed query to rows whose text begins with a prefix, as a range, so that an index
/// serves it.
macro_rules! begins_with {
    ($query:expr, $column:expr, $prefix:expr) => {{
        let mut query = $query.filter($column.ge($prefix));
        if let Some(end) = $crate::filter::end_of_prefix($prefix) {
            query = query.filter($column.lt(end));
        }
        query
    }};
}
pub(crate) use begins_with;

/// Narrows a boxed query to a division and its parts. Six digits name a county, of which the
/// registers know no parts: then the index gives the rows in their order.
macro_rules! in_division {
    ($query:expr, $column:expr, $prefix:expr) => {{
        if $prefix.len() >= 6 {
            $query.filter($column.eq($prefix))
        } else {
            $crate::filter::begins_with!($query, $column, $prefix)
        }
    }};
}
pub(crate) use in_division;

/// Narrows a boxed query that is joined to the organizations: to their registrar, division and kind, as a filter
/// with these three fields has them.
macro_rules! of_organizations {
    ($query:expr, $filter:expr) => {{
        let (mut query, filter) = ($query, $filter);
        if let Some(registrar) = &filter.registrar {
            query = query.filter($crate::schema::organizations::registrar.eq(registrar));
        }
        if let Some(prefix) = &filter.division_prefix {
            query = $crate::filter::begins_with!(
                query,
                $crate::schema::organizations::division,
                prefix
            );
        }
        if let Some(kind) = &filter.kind {
            query = query.filter($crate::schema::organizations::kind.eq(kind));
        }
        query
    }};
}
pub(crate) use of_organizations;

/// Narrows a boxed query to rows that hold on a day.
macro_rules! holds_on {
    ($query:expr, $table:ident, $day:expr) => {
        $query
            .filter($table::valid_from.le($day))
            .filter($table::valid_to.is_null().or($table::valid_to.gt($day)))
    };
}
pub(crate) use holds_on;

#[cfg(test)]
mod tests {
    use super::end_of_prefix;

    #[test]
    fn a_prefix_ends_before_the_next_text() {
        assert_eq!(end_of_prefix("1101").as_deref(), Some("1102"));
        assert_eq!(end_of_prefix("1109").as_deref(), Some("110:"));
        assert_eq!(end_of_prefix("市").as_deref(), Some("布"));
        assert_eq!(end_of_prefix("a\u{10ffff}").as_deref(), Some("b"));
        assert_eq!(end_of_prefix("\u{d7ff}").as_deref(), Some("\u{e000}"));
        assert_eq!(end_of_prefix(""), None);
        assert_eq!(end_of_prefix("\u{10ffff}"), None);
    }
}
