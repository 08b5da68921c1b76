//! The tables as Diesel sees them, the same for both databases; made by `migrations/`.
//! `name_grams` is missing: its type of column exists in neither's common language.

use diesel::{
    allow_columns_to_appear_in_same_group_by_clause, allow_tables_to_appear_in_same_query, table,
};

mod oversight;

pub(crate) use oversight::{annual_years, evaluations, grades, listings, penalties, warnings};

table! {
    log (position) {
        position -> BigInt,
        stream -> Text,
        version -> BigInt,
        kind -> Text,
        schema -> Integer,
        payload -> Text,
        effective_on -> Date,
        recorded_at -> Timestamp,
        actor -> Text,
        act -> Text,
        case_id -> Nullable<Text>,
        previous_hash -> Text,
        hash -> Text,
    }
}

table! {
    log_head (id) {
        id -> Integer,
        position -> BigInt,
        hash -> Text,
        recorded_at -> Nullable<Timestamp>,
    }
}

table! {
    claims (scope, key) {
        scope -> Text,
        key -> Text,
        holder -> Text,
    }
}

table! {
    counters (name) {
        name -> Text,
        value -> BigInt,
    }
}

table! {
    idempotency (account, key) {
        account -> Text,
        key -> Text,
        fingerprint -> Text,
        status -> Integer,
        headers -> Nullable<Text>,
        body -> Text,
        stored_at -> Timestamp,
    }
}

table! {
    organizations (id) {
        id -> Text,
        seq -> BigInt,
        uscc -> Nullable<Text>,
        name -> Text,
        kind -> Text,
        status -> Text,
        division -> Text,
        registrar -> Text,
        supervisory_unit -> Nullable<Text>,
        responsible -> Text,
        established_on -> Nullable<Date>,
        version -> BigInt,
        position -> BigInt,
        updated_at -> Timestamp,
        document -> Text,
        state -> Text,
    }
}

table! {
    names (id) {
        id -> BigInt,
        organization -> Text,
        name -> Text,
        normal -> Text,
        registrar -> Text,
        kind -> Text,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
    }
}

table! {
    name_keys (id) {
        id -> BigInt,
        stem -> Text,
        sound -> Text,
        letters -> Text,
    }
}

table! {
    roll (id) {
        id -> Text,
        seq -> BigInt,
        class -> Text,
        name -> Text,
        division -> Text,
        parent -> Nullable<Text>,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        version -> BigInt,
        position -> BigInt,
        updated_at -> Timestamp,
        state -> Text,
    }
}

table! {
    cases (id) {
        id -> Text,
        seq -> BigInt,
        act -> Text,
        status -> Text,
        kind -> Text,
        registrar -> Text,
        supervisory_unit -> Nullable<Text>,
        division -> Text,
        subject_name -> Text,
        applicant -> Text,
        organization -> Nullable<Text>,
        opened_on -> Date,
        due_on -> Nullable<Date>,
        due_sort -> Date,
        due_what -> Nullable<Text>,
        version -> BigInt,
        position -> BigInt,
        updated_at -> Timestamp,
        state -> Text,
    }
}

table! {
    units (id) {
        id -> Text,
        seq -> BigInt,
        kind -> Text,
        name -> Text,
        division -> Text,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        review_on -> Nullable<Date>,
        version -> BigInt,
        position -> BigInt,
        updated_at -> Timestamp,
        state -> Text,
    }
}

table! {
    relations (id) {
        id -> BigInt,
        organization -> Text,
        unit -> Text,
        kind -> Text,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        basis -> Text,
        document -> Nullable<Text>,
        suspended_on -> Nullable<Date>,
        notified_on -> Nullable<Date>,
        due_on -> Nullable<Date>,
        plan -> Nullable<Text>,
    }
}

table! {
    hubs (unit) {
        unit -> Text,
        seq -> BigInt,
        name -> Text,
        status -> Text,
        level -> Text,
        division -> Text,
        leading_group -> Text,
        parent -> Nullable<Text>,
        fields -> Text,
        authorized_until -> Nullable<Date>,
    }
}

table! {
    exits (organization) {
        organization -> Text,
        id -> BigInt,
        registrar -> Text,
        division -> Text,
        kind -> Text,
        stage -> Text,
        ground -> Nullable<Text>,
        since -> Nullable<Date>,
        due_on -> Nullable<Date>,
    }
}

table! {
    proposals (key) {
        key -> Text,
        organization -> Nullable<Text>,
        unit -> Nullable<Text>,
        kind -> Text,
        about -> Text,
        due_on -> Date,
        citation -> Nullable<Text>,
        first_on -> Date,
        settled_on -> Nullable<Date>,
    }
}

table! {
    tree (level, place) {
        level -> Integer,
        place -> BigInt,
        hash -> Text,
    }
}

table! {
    sweeps (day) {
        day -> Date,
        reached -> BigInt,
        organizations -> BigInt,
        proposals -> BigInt,
        finished_at -> Nullable<Timestamp>,
    }
}

table! {
    programmes (id) {
        id -> Text,
        seq -> BigInt,
        title -> Text,
        division -> Text,
        leading_group -> Text,
        closed_on -> Nullable<Date>,
        version -> BigInt,
        position -> BigInt,
        updated_at -> Timestamp,
        state -> Text,
    }
}

table! {
    decouplings (organization) {
        organization -> Text,
        id -> BigInt,
        programme -> Text,
        batch -> BigInt,
        department -> Text,
        division -> Text,
        registrar -> Text,
        status -> Text,
        stuck -> Nullable<Text>,
        listed_on -> Date,
        due_on -> Date,
        completed_on -> Nullable<Date>,
        review_on -> Nullable<Date>,
    }
}

table! {
    decoupling_dimensions (key) {
        key -> Text,
        organization -> Text,
        dimension -> Text,
        state -> Text,
        waits_for -> Nullable<Text>,
    }
}

table! {
    posts (id) {
        id -> BigInt,
        organization -> Text,
        organization_kind -> Text,
        person -> Text,
        post -> Text,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
    }
}

table! {
    notices (id) {
        id -> BigInt,
        organization -> Text,
        organization_name -> Text,
        kind -> Text,
        registrar -> Text,
        division -> Text,
        text_zh -> Text,
        text_en -> Text,
        published_on -> Date,
    }
}

table! {
    identities (digest) {
        digest -> Text,
        cipher -> Text,
        created_at -> Timestamp,
    }
}

table! {
    accounts (id) {
        id -> Text,
        login -> Text,
        display_name -> Text,
        kind -> Text,
        secret_hash -> Text,
        grants -> Text,
        disabled -> Bool,
        failures -> Integer,
        locked_until -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

table! {
    watch_lists (id) {
        id -> Text,
        account -> Text,
        name -> Text,
        filter -> Text,
        created_at -> Timestamp,
    }
}

table! {
    webhooks (id) {
        id -> Text,
        account -> Text,
        url -> Text,
        filter -> Text,
        watch -> Nullable<Text>,
        generation -> Integer,
        rotated_at -> Nullable<Timestamp>,
        position -> BigInt,
        delivered -> BigInt,
        delivered_at -> Nullable<Timestamp>,
        failing_since -> Nullable<Timestamp>,
        disabled_at -> Nullable<Timestamp>,
        disabled_for -> Nullable<Text>,
        leased_until -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

table! {
    deliveries (webhook, position) {
        webhook -> Text,
        position -> BigInt,
        stream -> Text,
        attempts -> Integer,
        next_at -> Nullable<Timestamp>,
        error -> Nullable<Text>,
    }
}

table! {
    refresh_tokens (id) {
        id -> Text,
        account -> Text,
        family -> Text,
        token_hash -> Text,
        issued_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
        revoked_at -> Nullable<Timestamp>,
    }
}

table! {
    audit (id) {
        id -> BigInt,
        at -> Timestamp,
        account -> Text,
        action -> Text,
        subject -> Text,
        request -> Text,
    }
}

allow_tables_to_appear_in_same_query!(names, name_keys);
allow_tables_to_appear_in_same_query!(names, organizations);
allow_tables_to_appear_in_same_query!(relations, organizations);
allow_tables_to_appear_in_same_query!(relations, units);
allow_tables_to_appear_in_same_query!(decouplings, decoupling_dimensions);
allow_tables_to_appear_in_same_query!(decouplings, organizations);
allow_tables_to_appear_in_same_query!(exits, cases);
allow_tables_to_appear_in_same_query!(annual_years, organizations);
allow_tables_to_appear_in_same_query!(warnings, organizations);
allow_tables_to_appear_in_same_query!(listings, organizations);
allow_tables_to_appear_in_same_query!(evaluations, organizations);
allow_tables_to_appear_in_same_query!(grades, organizations);
allow_tables_to_appear_in_same_query!(penalties, organizations);
allow_tables_to_appear_in_same_query!(proposals, organizations);
allow_tables_to_appear_in_same_query!(proposals, units);
allow_tables_to_appear_in_same_query!(deliveries, webhooks);
allow_tables_to_appear_in_same_query!(organizations, units);
allow_tables_to_appear_in_same_query!(decouplings, units);
allow_columns_to_appear_in_same_group_by_clause!(
    organizations::kind,
    annual_years::status,
    annual_years::result
);
allow_columns_to_appear_in_same_group_by_clause!(organizations::kind, grades::grade);
