//! The tables of oversight and evaluation: annual reports, warnings, lists of credit, penalties, evaluations, grades.

use diesel::table;

table! {
    annual_years (key) {
        key -> Text,
        id -> BigInt,
        organization -> Text,
        year -> Integer,
        status -> Text,
        result -> Nullable<Text>,
        filed_on -> Nullable<Date>,
        due_on -> Nullable<Date>,
        rectify_by -> Nullable<Date>,
    }
}

table! {
    warnings (key) {
        key -> Text,
        id -> BigInt,
        organization -> Text,
        number -> Integer,
        what -> Text,
        owner -> Text,
        due_on -> Date,
        raised_on -> Date,
        closed_on -> Nullable<Date>,
    }
}

table! {
    listings (key) {
        key -> Text,
        id -> BigInt,
        organization -> Text,
        number -> Integer,
        list -> Text,
        ground -> Text,
        listed_on -> Nullable<Date>,
        known_from -> Date,
        counts_from -> Nullable<Date>,
        removed_on -> Nullable<Date>,
        removed_because -> Nullable<Text>,
    }
}

table! {
    penalties (key) {
        key -> Text,
        id -> BigInt,
        organization -> Text,
        number -> Nullable<Integer>,
        stage -> Text,
        basis -> Nullable<Text>,
        ground -> Nullable<Text>,
        measures -> Text,
        yuan -> Nullable<BigInt>,
        authority -> Text,
        document_number -> Nullable<Text>,
        filed_on -> Nullable<Date>,
        decided_on -> Nullable<Date>,
        served_on -> Nullable<Date>,
        due_on -> Nullable<Date>,
        published -> Bool,
    }
}

table! {
    evaluations (key) {
        key -> Text,
        id -> BigInt,
        organization -> Text,
        number -> Integer,
        round -> Integer,
        kind -> Text,
        stage -> Text,
        grade -> Nullable<Text>,
        begun_on -> Date,
        publicity_until -> Nullable<Date>,
        announced_on -> Nullable<Date>,
    }
}

table! {
    grades (key) {
        key -> Text,
        id -> BigInt,
        organization -> Text,
        number -> Integer,
        grade -> Text,
        lowered_from -> Nullable<Text>,
        announced_on -> Nullable<Date>,
        valid_from -> Nullable<Date>,
        valid_until -> Nullable<Date>,
        ended_on -> Nullable<Date>,
        return_by -> Nullable<Date>,
        returned_on -> Nullable<Date>,
    }
}
