//! Where the next page of a list begins.
//!
//! What may not enter: cursors as clients see them (the API), and which rows there are (the store).

/// The place after which the next page begins: that of the last row, where the page is full.
pub(crate) fn next_place<'r, T, P>(
    rows: &'r [T],
    limit: u32,
    place: impl FnOnce(&'r T) -> P,
) -> Option<P> {
    let full = rows.len() >= usize::try_from(limit).unwrap_or(usize::MAX);
    rows.last().filter(|_| full).map(place)
}
