//! What must hold for an entry of the roll, class by class.

use chrono::NaiveDate;

use super::{BranchForm, NewRollEntry, RollContent, RollEntry, Tier, name_beside_parent};
use crate::{
    identity::DivisionLevel,
    law::{Fact, Numbers, Outcome, Rule},
    organization::{Organization, OrganizationKind},
    unit::{Unit, UnitKind},
};

/// What the rules on an entry may ask about.
#[derive(Debug)]
pub struct Entering {
    /// The date of the act.
    pub on: NaiveDate,
    /// The entry that comes.
    pub entry: Option<NewRollEntry>,
    /// The unit that answers for it, if the register knows it.
    pub unit: Option<Unit>,
    /// The organization that a branch is part of.
    pub parent: Option<Organization>,
    /// Names of divisions in the part of a branch's name that is its own.
    pub regions: Vec<String>,
    /// Spellings of the division of the unit that answers for the entry.
    pub places: Vec<String>,
    /// The entry that ends, with its last day.
    pub ending: Option<(RollEntry, NaiveDate)>,
}

/// Every rule on the roll.
pub const RULES: &[&[Rule<Entering>]] = &[&[
    Rule { id: "ST-3b", check: on_the_closed_list },
    Rule { id: "ZD-10", check: filed_with_a_sub_district },
    Rule { id: "ZD-10b", check: below_registration },
    Rule { id: "ST-17b", check: no_regional_branch },
    Rule { id: "ST-17c", check: decided_by_the_council },
    Rule { id: "MF-13", check: no_branch_at_all },
    Rule { id: "JJ-12", check: registered_by_text },
    Rule { id: "MC-17", check: branch_name },
    Rule { id: "MC-17b", check: no_name_of_a_legal_person },
    Rule { id: "IL-5", check: published },
    Rule { id: "ZZ-16", check: in_order },
]];

/// Exempt is who is on one of the closed lists, under the list's own words.
fn on_the_closed_list(e: &Entering, n: &Numbers<'_>) -> Outcome {
    const FIRST: &str = "exempt.consultative_conference";
    const SECOND: &str = "exempt.state_council";
    let Some(entry) = &e.entry else {
        return Outcome::NotApplicable;
    };
    let lists = [n.list(FIRST), n.list(SECOND)];
    if lists.iter().all(Vec::is_empty) {
        return Outcome::missing(FIRST);
    }
    // What a source adds in brackets is no part of the name.
    let name = entry.name.split('（').next().unwrap_or_default();
    let listed = lists.iter().flatten().any(|word| is_body_of(name, word, &e.places));
    Outcome::when(listed, || vec![Fact::new("name", &entry.name)])
}

/// A place or national word in front, nothing behind but, of some, 委员会 with its place.
fn is_body_of(name: &str, word: &str, places: &[String]) -> bool {
    const NATIONAL: [&str; 5] = ["", "中国", "中华", "全国", "中华全国"];
    let Some((front, back)) = name.split_once(word) else { return false };
    let placed = |text: &str| places.iter().any(|place| place == text);
    let back = back.strip_suffix("委员会").unwrap_or(back);
    let fits = |text: &str| NATIONAL.contains(&text) || placed(text);
    fits(front) && (back.is_empty() || placed(back))
}

fn filed_with_a_sub_district(e: &Entering, _: &Numbers<'_>) -> Outcome {
    let Some(entry) = &e.entry else {
        return Outcome::NotApplicable;
    };
    let fits = e.unit.as_ref().is_some_and(|unit| {
        unit.kind == UnitKind::Department
            && unit.division.level() == DivisionLevel::Township
            && unit.exists_on(e.on)
    });
    Outcome::when(fits, || {
        let division = e.unit.as_ref().map(|u| u.division.to_string()).unwrap_or_default();
        vec![Fact::new("unit", &entry.unit), Fact::new("unit.division", division)]
    })
}

/// Told only: who meets the conditions should register.
fn below_registration(e: &Entering, _: &Numbers<'_>) -> Outcome {
    match e.entry.as_ref().map(|entry| &entry.content) {
        Some(RollContent::CommunityOrganization { tier, .. }) => {
            Outcome::when(*tier != Tier::Registrable, || vec![Fact::new("tier", "registrable")])
        }
        _ => Outcome::NotApplicable,
    }
}

fn no_regional_branch(e: &Entering, _: &Numbers<'_>) -> Outcome {
    Outcome::when(e.regions.is_empty(), || {
        e.regions.iter().map(|region| Fact::new("name", region)).collect()
    })
}

/// No approval since 2013; the council's minutes are kept.
fn decided_by_the_council(e: &Entering, _: &Numbers<'_>) -> Outcome {
    match e.entry.as_ref().map(|entry| &entry.content) {
        Some(RollContent::Branch { decided_on, minutes, .. }) => {
            Outcome::when(*decided_on <= e.on && !minutes.trim().is_empty(), || {
                vec![Fact::against("decided_on", decided_on, e.on), Fact::new("minutes", minutes)]
            })
        }
        _ => Outcome::NotApplicable,
    }
}

fn no_branch_at_all(e: &Entering, _: &Numbers<'_>) -> Outcome {
    let kind = e.parent.as_ref().map(|parent| parent.kind);
    Outcome::when(kind != Some(OrganizationKind::ServiceInstitution), || {
        vec![Fact::new("parent.kind", OrganizationKind::ServiceInstitution.id())]
    })
}

/// Told only: by its text the regulation asks for registration; whether that was cancelled in 2014
/// is not surely known.
fn registered_by_text(e: &Entering, _: &Numbers<'_>) -> Outcome {
    Outcome::when(false, || {
        vec![Fact::new("parent", e.parent.as_ref().map(|p| p.name.clone()).unwrap_or_default())]
    })
}

/// The parent's full name first; a representative office is called one.
fn branch_name(e: &Entering, n: &Numbers<'_>) -> Outcome {
    const OFFICES: &str = "branch.representative_office.forms";
    let (Some(entry), Some(parent)) = (&e.entry, &e.parent) else {
        return Outcome::missing("parent");
    };
    let RollContent::Branch { form, .. } = entry.content else {
        return Outcome::NotApplicable;
    };
    let offices = n.list(OFFICES);
    if offices.is_empty() {
        return Outcome::missing(OFFICES);
    }
    let own = name_beside_parent(&entry.name, parent);
    let is_office = |own: &str| offices.iter().any(|ending| own.ends_with(ending.as_str()));
    let fits = own.is_some_and(|own| is_office(own) == (form == BranchForm::RepresentativeOffice));
    Outcome::when(fits, || {
        let wanted = format!("{}… ({}: {})", parent.name, form.id(), offices.join(" / "));
        vec![Fact::against("name", &entry.name, wanted)]
    })
}

/// Words that say "a body of its own" are no branch's ending.
fn no_name_of_a_legal_person(e: &Entering, n: &Numbers<'_>) -> Outcome {
    const LIST: &str = "branch.barred_endings";
    let barred = n.list(LIST);
    let Some(entry) = e.entry.as_ref().filter(|_| !barred.is_empty()) else {
        return Outcome::missing(LIST);
    };
    let ending = barred.iter().find(|ending| entry.name.ends_with(ending.as_str()));
    Outcome::when(ending.is_none(), || {
        ending.map(|ending| Fact::new("name", ending)).into_iter().collect()
    })
}

/// What was published says where and when.
fn published(e: &Entering, _: &Numbers<'_>) -> Outcome {
    match e.entry.as_ref().map(|entry| &entry.content) {
        Some(RollContent::IllegalOrganization { list, published_on, .. }) => {
            Outcome::when(*published_on <= e.on && !list.trim().is_empty(), || {
                vec![Fact::new("list", list), Fact::against("published_on", published_on, e.on)]
            })
        }
        _ => Outcome::NotApplicable,
    }
}

/// Days in order, and nothing ends twice.
fn in_order(e: &Entering, _: &Numbers<'_>) -> Outcome {
    let mut facts = Vec::new();
    if let Some(entry) = &e.entry
        && entry.since > e.on
    {
        facts.push(Fact::against("since", entry.since, e.on));
    }
    if let Some((entry, until)) = &e.ending {
        if let Some(ended) = entry.until {
            facts.push(Fact::new("until", ended));
        }
        if *until < entry.since {
            facts.push(Fact::against("until", until, entry.since));
        }
        if *until > e.on {
            facts.push(Fact::against("until", until, e.on));
        }
    }
    Outcome::when(facts.is_empty(), || facts)
}
