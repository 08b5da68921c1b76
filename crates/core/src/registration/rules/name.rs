//! The name (association regulation art. 10 ¶2; name measures art. 8–13, 16).

use chrono::NaiveDate;

use crate::{
    calendar::years_after,
    identity::normalize_name,
    law::{Fact, Numbers, Outcome, Rule},
    organization::{GivenUp, OrganizationKind},
    register::FormerName,
    registration::{DocumentKind, Reach, Situation},
};

pub(super) const RULES: &[Rule<Situation>] = &[
    Rule { id: "ST-10g", check: national_words },
    Rule { id: "MC-8a", check: structure },
    Rule { id: "MC-8c", check: structure_with_brand },
    Rule { id: "MC-10", check: brand },
    Rule { id: "MC-11a", check: qualifying_words },
    Rule { id: "MC-11b", check: superlatives },
    Rule { id: "MC-8d", check: no_division_in_a_national_name },
    Rule { id: "MC-9", check: division },
    Rule { id: "MC-12", check: form },
    Rule { id: "MC-13", check: for_the_examiner },
    Rule { id: "MC-14", check: name_of_another },
    Rule { id: "MC-15", check: name_of_a_person },
    Rule { id: "MC-16a", check: not_taken },
    Rule { id: "MC-16b", check: not_lately_given_up },
    Rule { id: "MC-16c", check: not_lately_rescinded },
];

/// A local association's name may not open with a national word. Inside the name the word may
/// qualify the field, so only what follows the division is looked at.
fn national_words(s: &Situation, n: &Numbers<'_>) -> Outcome {
    let words = n.list("association.name.national_words");
    if words.is_empty() {
        return Outcome::missing("association.name.national_words");
    }
    let a = &s.application;
    // In the normal form, so that a mark or a blank hides nothing.
    let (name, division) = (normalize_name(&a.name), normalize_name(&a.name_parts.division));
    let rest = name.strip_prefix(division.as_str()).unwrap_or(&name);
    let opens_with = |text: &str| words.iter().find(|w| text.starts_with(w.as_str())).cloned();
    let Some(word) = opens_with(&name).or_else(|| opens_with(rest)) else {
        return Outcome::Met;
    };
    let approved = a.documents.iter().any(|d| d.kind == DocumentKind::NameApproval);
    Outcome::when(a.reach == Reach::National && approved, || {
        vec![Fact::new("name", &a.name), Fact::new("national_word", word)]
    })
}

/// An association has no brand name.
fn structure(s: &Situation, _: &Numbers<'_>) -> Outcome {
    structured(s, s.application.name_parts.brand.is_empty())
}

fn structure_with_brand(s: &Situation, _: &Numbers<'_>) -> Outcome {
    structured(s, !s.application.name_parts.brand.is_empty())
}

fn structured(s: &Situation, brand_fits: bool) -> Outcome {
    let a = &s.application;
    let p = &a.name_parts;
    let whole = p.joined() == a.name && !p.field.is_empty() && !p.form.is_empty();
    let headed = s.registers_nationally() || !p.division.is_empty();
    Outcome::when(whole && headed && brand_fits, || {
        vec![
            Fact::against("name", &a.name, p.joined()),
            Fact::new("name_parts.division", &p.division),
            Fact::new("name_parts.brand", &p.brand),
        ]
    })
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{3134f}')
}

fn brand(s: &Situation, n: &Numbers<'_>) -> Outcome {
    const LEAST: &str = "name.brand.characters.min";
    let Some(least) = n.number(LEAST) else {
        return Outcome::missing(LEAST);
    };
    let parts = &s.application.name_parts;
    let length = i64::try_from(parts.brand.chars().count()).unwrap_or(i64::MAX);
    let forms = n.list(&s.parameter("name.forms"));
    let fits = length >= least
        && parts.brand.chars().all(is_chinese)
        && !forms.contains(&parts.brand)
        && !s.division_names.contains(&parts.brand)
        && parts.brand != parts.field;
    Outcome::when(fits, || vec![Fact::against("name_parts.brand", &parts.brand, least)])
}

/// A locally registered name does not begin with one of the words, and a brand name contains none:
/// so they can only qualify the field (国际象棋 after the division does). About a word of which the
/// regulation of the kind speaks itself, that higher rule decides alone.
fn qualifying_words(s: &Situation, n: &Numbers<'_>) -> Outcome {
    if s.registers_nationally() {
        return Outcome::NotApplicable;
    }
    let mut words = n.list("name.qualifying_words");
    if words.is_empty() {
        return Outcome::missing("name.qualifying_words");
    }
    let decided = n.list(&s.parameter("name.national_words"));
    words.retain(|word| !decided.contains(word));
    let a = &s.application;
    let (name, brand) = (normalize_name(&a.name), normalize_name(&a.name_parts.brand));
    let misused = |word: &&String| name.starts_with(word.as_str()) || brand.contains(word.as_str());
    match words.iter().find(misused) {
        None => Outcome::Met,
        Some(word) => Outcome::Violated {
            facts: vec![Fact::new("name", &a.name), Fact::new("qualifying_word", word)],
            possible_from: None,
        },
    }
}

fn superlatives(s: &Situation, n: &Numbers<'_>) -> Outcome {
    let words = n.list("name.superlatives");
    if words.is_empty() {
        return Outcome::missing("name.superlatives");
    }
    let a = &s.application;
    let field = normalize_name(&a.name_parts.field);
    let approved = a.documents.iter().any(|d| d.kind == DocumentKind::NameApproval);
    match words.iter().find(|word| field.contains(word.as_str())) {
        None => Outcome::Met,
        Some(word) => Outcome::when(approved, || {
            vec![Fact::new("name_parts.field", &a.name_parts.field), Fact::new("word", word)]
        }),
    }
}

fn no_division_in_a_national_name(s: &Situation, _: &Numbers<'_>) -> Outcome {
    if !s.registers_nationally() {
        return Outcome::NotApplicable;
    }
    let division = &s.application.name_parts.division;
    let approved = s.application.documents.iter().any(|d| d.kind == DocumentKind::NameApproval);
    Outcome::when(division.is_empty() || approved, || {
        vec![Fact::against("name_parts.division", division, "")]
    })
}

fn division(s: &Situation, _: &Numbers<'_>) -> Outcome {
    if s.registers_nationally() {
        return Outcome::NotApplicable;
    }
    if s.division_names.is_empty() {
        return Outcome::missing("reach");
    }
    let division = &s.application.name_parts.division;
    Outcome::when(s.division_names.contains(division), || {
        vec![Fact::against("name_parts.division", division, s.division_names.join(" / "))]
    })
}

fn form(s: &Situation, n: &Numbers<'_>) -> Outcome {
    let list = s.parameter("name.forms");
    let forms = n.list(&list);
    if forms.is_empty() {
        return Outcome::missing(&list);
    }
    let form = &s.application.name_parts.form;
    Outcome::when(forms.contains(form), || {
        vec![Fact::against("name_parts.form", form, forms.join(" / "))]
    })
}

fn not_taken(s: &Situation, _: &Numbers<'_>) -> Outcome {
    Outcome::when(s.same_name.is_empty(), || {
        let held = |h: &crate::register::NameHolder| {
            Fact::new("registered_name", format!("{} {}", h.uscc, h.name))
        };
        s.same_name.iter().map(held).collect()
    })
}

/// Of another that was renamed or deregistered.
fn not_lately_given_up(s: &Situation, n: &Numbers<'_>) -> Outcome {
    given_up(s, n, "name.former.years", |why| why != GivenUp::Rescinded)
}

/// Of another whose registration was rescinded. Of one whose certificate was revoked the measures
/// say nothing here: it bears its name until it is deregistered.
fn not_lately_rescinded(s: &Situation, n: &Numbers<'_>) -> Outcome {
    given_up(s, n, "name.rescinded.years", |why| why == GivenUp::Rescinded)
}

/// A name that another organization gave up is barred for so many years: the last day of them is
/// still barred.
fn given_up(s: &Situation, n: &Numbers<'_>, period: &str, so: fn(GivenUp) -> bool) -> Outcome {
    let Some(years) = n.number(period) else {
        return Outcome::missing(period);
    };
    let free_from = |f: &FormerName| years_after(f.given_up_on, years).and_then(|d| d.succ_opt());
    let of_this = s.former.iter().filter(|f| so(f.because));
    let barred: Vec<&FormerName> =
        of_this.filter(|f| free_from(f).is_none_or(|free| s.on < free)).collect();
    if barred.is_empty() {
        return Outcome::Met;
    }
    // A name that has no day on which it is free again is free on none.
    let days: Option<Vec<NaiveDate>> = barred.iter().map(|f| free_from(f)).collect();
    let mut facts: Vec<Fact> = Vec::new();
    for former in &barred {
        facts.push(Fact::new("former_name", format!("{} {}", former.uscc, former.name)));
        facts.push(Fact::against("given_up_on", former.given_up_on, format!("> {years} y")));
    }
    Outcome::Violated { facts, possible_from: days.and_then(|days| days.into_iter().max()) }
}

/// No program judges the meaning of a name: the rule is met unless the examiner names it.
fn for_the_examiner(s: &Situation, _: &Numbers<'_>) -> Outcome {
    match s.examination {
        None => Outcome::missing("examination"),
        Some(_) => Outcome::Met,
    }
}

/// The name of another organization stands in it, and that has authorized it.
fn name_of_another(s: &Situation, _: &Numbers<'_>) -> Outcome {
    const FIELD: &str = "name_parts.organization";
    let a = &s.application;
    let Some(other) = &a.name_parts.organization else {
        return Outcome::NotApplicable;
    };
    let facts = not_in_the_name(&format!("{FIELD}.name"), &other.name, &a.name);
    match other.authorized {
        Some(true) => Outcome::judged(facts, Vec::new()),
        Some(false) => Outcome::judged(
            vec![Fact::against(&format!("{FIELD}.authorized"), false, true)],
            vec![],
        ),
        None => Outcome::judged(facts, vec![format!("{FIELD}.authorized")]),
    }
}

/// An association bears no person's name but that of one outstanding in one of the fields; of the
/// others a living person consents and a dead one was of merit in such a field. Nobody who is or
/// was deprived of political rights.
fn name_of_a_person(s: &Situation, n: &Numbers<'_>) -> Outcome {
    const FIELD: &str = "name_parts.person";
    const FIELDS: &str = "name.person.fields";
    let a = &s.application;
    let Some(person) = &a.name_parts.person else {
        return Outcome::NotApplicable;
    };
    let fields = n.list(FIELDS);
    if fields.is_empty() {
        return Outcome::missing(FIELDS);
    }
    let mut facts = not_in_the_name(&format!("{FIELD}.name"), &person.name, &a.name);
    let mut missing = Vec::new();
    let mut asked = |what: &str, stated: Option<bool>, wanted: bool| match stated {
        None => missing.push(format!("{FIELD}.{what}")),
        Some(found) if found != wanted => {
            facts.push(Fact::against(&format!("{FIELD}.{what}"), found, wanted));
        }
        Some(_) => {}
    };
    asked("deprived_of_political_rights", person.deprived_of_political_rights, false);
    if person.living && a.kind != OrganizationKind::Association {
        asked("consented", person.consented, true);
    } else {
        match person.merit {
            None => missing.push(format!("{FIELD}.merit")),
            Some(merit) if !fields.iter().any(|f| f == merit.id()) => {
                let field = format!("{FIELD}.merit");
                facts.push(Fact::against(&field, merit.id(), fields.join(" / ")));
            }
            Some(_) => {}
        }
    }
    Outcome::judged(facts, missing)
}

fn not_in_the_name(field: &str, part: &str, name: &str) -> Vec<Fact> {
    let part_of = normalize_name(part);
    let there = !part_of.is_empty() && normalize_name(name).contains(&part_of);
    if there { Vec::new() } else { vec![Fact::against(field, part, name)] }
}
