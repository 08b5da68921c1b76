//! A change of registered items (association regulation art. 12 ¶2, 18, 27; regulation on private
//! non-enterprise units art. 12, 15, 22; foundation regulation art. 11, 15, 37). What the changed
//! item itself must satisfy, the rules on establishment say; here stands which of them are asked.

use crate::{
    law::{Fact, Numbers, Outcome, Rule},
    registration::{DocumentKind, Item, ItemChanges, Post, Requested, Situation},
};

pub(super) const RULES: &[Rule<Situation>] = &[
    Rule { id: "ST-12b-2", check: registered_items_change },
    Rule { id: "MF-12c-2", check: registered_items_change },
    Rule { id: "JJ-11b-2", check: registered_items_change },
    Rule { id: "ST-18a", check: consent_was_given },
    Rule { id: "MF-15a", check: consent_was_given },
    Rule { id: "ST-18a-2", check: filed_in_time },
    Rule { id: "MF-15a-2", check: filed_in_time },
    Rule { id: "ST-27a", check: audited },
    Rule { id: "MF-22", check: audited },
    Rule { id: "JJ-37a", check: audited },
    Rule { id: "JJ-20f-2", check: the_chair_represents },
    Rule { id: "ZZ-10", check: papers_of_the_change },
];

/// Rules that are asked only when one of these items changes.
#[rustfmt::skip]
const BY_ITEM: &[(&[Item], &[&str])] = &[
    (&[Item::Name], &[
        "ST-10g", "MF-8b", "MC-8a", "MC-8c", "MC-8d", "MC-9", "MC-10", "MC-11a", "MC-11b",
        "MC-12", "MC-13", "MC-14", "MC-15", "MC-16a", "MC-16b", "MC-16c",
    ]),
    (&[Item::Purpose, Item::BusinessScope], &["ST-4", "MF-4", "JJ-4"]),
    (&[Item::FundsYuan, Item::PublicRaising], &[
        "ST-10e", "ST-10f", "MF-5", "JJ-8a", "JJ-8b", "JJ-8c",
    ]),
    (&[Item::LegalRepresentative, Item::PublicRaising], &["JJ-6"]),
    (&[Item::LegalRepresentative], &[
        "ST-12c", "JJ-20f-2", "JJ-23a", "JJ-23b", "JJ-23c", "JJ-23d", "JJ-24", "ST-27a", "MF-22",
        "JJ-37a",
    ]),
];

/// The rules that ask for something to change.
pub(super) const OWN: &[&str] = &["ST-12b-2", "MF-12c-2", "JJ-11b-2", "ST-18a-2", "MF-15a-2"];

/// Whether a rule is about one of the items that change, or about every change.
pub(super) fn is_about(changes: &ItemChanges, rule: &str) -> bool {
    let asked = changes.items();
    let mut of_items = BY_ITEM.iter().filter(|(_, rules)| rules.contains(&rule)).peekable();
    of_items.peek().is_none() || of_items.any(|(items, _)| items.iter().any(|i| asked.contains(i)))
}

fn changes(s: &Situation) -> Option<&ItemChanges> {
    s.request.as_ref()?.request.changes()
}

/// The field that a changed item is stated in.
fn stated_in(s: &Situation, item: &str) -> String {
    match s.request.as_ref().map(|asked| &asked.request) {
        Some(Requested::Merger(_)) => format!("merger.changes.{item}"),
        _ => format!("change.{item}"),
    }
}

/// Something changes, and all that changes is registered for this kind.
fn registered_items_change(s: &Situation, n: &Numbers<'_>) -> Outcome {
    let (Some(changes), Some(organization)) = (changes(s), &s.organization) else {
        return Outcome::missing("about");
    };
    let list = s.parameter("items");
    let registered = n.list(&list);
    if registered.is_empty() {
        return Outcome::missing(&list);
    }
    let asked = changes.items();
    let (old, new) = (&organization.items, changes.applied_to(&organization.items));
    let unchanged = |item: &Item| match item {
        Item::Name => changes.name().as_ref() == Some(&organization.name),
        Item::Domicile => old.domicile == new.domicile,
        Item::Purpose => old.purpose == new.purpose,
        Item::BusinessScope => old.business_scope == new.business_scope,
        Item::ActivityArea => old.activity_area == new.activity_area,
        Item::LegalRepresentative => old.legal_representative == new.legal_representative,
        Item::FundsYuan => old.funds_yuan == new.funds_yuan,
        Item::PublicRaising => old.public_raising == new.public_raising,
    };
    let mut facts: Vec<Fact> = Vec::new();
    for item in &asked {
        let field = stated_in(s, item.id());
        if !registered.iter().any(|r| r == item.id()) {
            facts.push(Fact::against(
                &field,
                item.words(s.application.kind).0,
                registered.join(" / "),
            ));
        } else if unchanged(item) {
            facts.push(Fact::new(&field, "unchanged"));
        }
    }
    if asked.is_empty() {
        facts.push(Fact::against("change", "", registered.join(" / ")));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// Of the unit that supervises today; whoever has none by policy asks nobody.
pub(super) fn consent_was_given(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let Some(supervision) = s.organization.as_ref().and_then(|o| o.supervision.as_ref()) else {
        return Outcome::NotApplicable;
    };
    match &s.opinion {
        None => Outcome::missing("opinion"),
        Some(o) => Outcome::when(o.consents && o.unit.id == supervision.unit.id, || {
            vec![
                Fact::against("opinion.unit", &o.unit.name, &supervision.unit.name),
                Fact::against("opinion.consents", o.consents, true),
            ]
        }),
    }
}

pub(super) fn filed_in_time(s: &Situation, n: &Numbers<'_>) -> Outcome {
    // The last day was counted with the calendar; the number is noted for the finding.
    if n.number(&s.parameter("change.filing.days")).is_none() {
        return Outcome::NotApplicable;
    }
    let Some((filing, last_day)) = s.consent_time.and_then(|f| Some((f, f.last_day?))) else {
        return Outcome::NotApplicable;
    };
    let filed = filing.received_on.unwrap_or(s.on);
    Outcome::when(filed <= last_day, || {
        vec![
            Fact::new("opinion.dated", filing.consented_on),
            Fact::against("received_on", filed, last_day),
        ]
    })
}

/// An audit report of a day that is not to come.
fn audited(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let audits = s.application.documents.iter().filter(|d| d.kind == DocumentKind::FinancialAudit);
    let done = audits.clone().any(|d| d.dated.is_some_and(|dated| dated <= s.on));
    Outcome::when(done, || {
        let dated = audits.filter_map(|d| d.dated).map(|d| d.to_string()).collect::<Vec<_>>();
        vec![Fact::against("documents.dated", dated.join(" "), DocumentKind::FinancialAudit.id())]
    })
}

/// Of a foundation the chair is the legal representative.
fn the_chair_represents(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let Some(officer) = s.application.legal_representative() else {
        return Outcome::missing(&stated_in(s, "legal_representative"));
    };
    Outcome::when(officer.post == Post::President, || {
        vec![Fact::new(&stated_in(s, "legal_representative"), &officer.person.name)]
    })
}

/// The papers for every change, and for each item that changes; the list's entries are
/// `item:document`, or `any:document`.
fn papers_of_the_change(s: &Situation, n: &Numbers<'_>) -> Outcome {
    const LIST: &str = "operating.change.documents";
    let Some(changes) = changes(s) else {
        return Outcome::missing("about");
    };
    let asked = changes.items();
    let filed: Vec<&str> = s.application.documents.iter().map(|d| d.kind.id()).collect();
    let list = n.list(LIST);
    if list.is_empty() {
        return Outcome::missing(LIST);
    }
    let needed = list.iter().filter_map(|entry| {
        let (item, document) = entry.split_once(':')?;
        let due = item == "any" || asked.iter().any(|i| i.id() == item);
        (due && !filed.contains(&document)).then_some(document)
    });
    let facts: Vec<Fact> =
        needed.map(|document| Fact::against("documents", "", document)).collect();
    Outcome::when(facts.is_empty(), || facts)
}
