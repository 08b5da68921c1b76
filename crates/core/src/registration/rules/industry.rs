//! Who may be an officer of an organization that was decoupled, and of an industry association or
//! chamber (the house's rule after outline item 十三; decoupling plan part 3(4); measures
//! 民发〔2015〕166号 for national ones; notice 中办发〔1998〕17号).

use chrono::NaiveDate;

use crate::{
    calendar::years_after,
    law::{Fact, Numbers, Outcome, Rule},
    organization::{Organization, OrganizationKind},
    registration::{
        CadreStanding, DirectBasis, Officer, OfficersElected, Post, Requested, Route, Situation,
    },
};

use super::cadres::{Judged, approval, at_most, gathered, of, of_each};

pub(super) const RULES: &[Rule<Situation>] = &[
    Rule { id: "TB-19", check: none_in_office_after_decoupling },
    Rule { id: "TG-9", check: none_in_office },
    Rule { id: "TG-30", check: age },
    Rule { id: "TG-31", check: president_and_secretary },
    Rule { id: "TG-32", check: term_and_ballot },
    Rule { id: "TG-33", check: none_in_office_nationally },
    Rule { id: "RZ-7", check: serving_cadres },
    Rule { id: "RZ-11", check: years_since_retirement },
];

/// The rules that are about officers who are stated to be cadres or civil servants.
pub(super) const OF_CADRES: &[&str] = &["TB-19", "TG-9", "TG-33", "RZ-7", "RZ-11"];

/// The rules that are about all officers of a national industry association.
pub(super) const OF_NATIONAL: &[&str] = &["TG-30", "TG-31", "TG-32"];

impl Situation {
    /// An organization with the officers that were filed last, as they are in office.
    #[must_use]
    pub fn of_those_in_office(organization: &Organization, on: NaiveDate) -> Self {
        let mut situation = Self::standing(organization, on);
        let filed = organization.term.iter().flat_map(|term| &term.officers);
        situation.application.officers = filed.map(Officer::from).collect();
        situation
    }

    /// Whether it is an industry association or chamber (行业协会商会): decoupled as one, or directly
    /// registered in that class.
    fn is_industry_association(&self) -> bool {
        let decoupled = |o: &Organization| o.decoupled.iter().any(|from| from.industry_association);
        let direct = |o: &Organization| o.direct.as_ref().is_some_and(DirectBasis::is_of_trade);
        let stated = match &self.application.route {
            Route::Direct { basis } => basis.is_of_trade(),
            Route::Dual { .. } => false,
        };
        let known = self.organization.as_ref().is_some_and(|o| decoupled(o) || direct(o));
        self.application.kind == OrganizationKind::Association && (known || stated)
    }

    /// Whether it is a national one.
    fn is_national_industry_association(&self) -> bool {
        let known = self.organization.as_ref().is_some_and(|o| o.division.is_national());
        self.is_industry_association() && (known || self.registers_nationally())
    }
}

/// Where it is asked, nobody who is stated to be of one of these standings.
fn nobody(asked: bool, s: &Situation, standings: &[CadreStanding]) -> Outcome {
    if !asked {
        return Outcome::NotApplicable;
    }
    let stated = standings.iter().flat_map(|standing| of(s, *standing));
    let facts: Vec<Fact> = stated
        .map(|(field, _, post)| Fact::new(&format!("{field}/standing"), post.standing.id()))
        .collect();
    Outcome::when(facts.is_empty(), || facts)
}

fn none_in_office_after_decoupling(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let decoupled = s.organization.as_ref().is_some_and(|o| !o.decoupled.is_empty());
    nobody(decoupled, s, &[CadreStanding::CivilServant])
}

fn none_in_office(s: &Situation, _: &Numbers<'_>) -> Outcome {
    nobody(s.is_industry_association(), s, &[CadreStanding::CivilServant])
}

fn none_in_office_nationally(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let asked = s.is_national_industry_association();
    nobody(asked, s, &[CadreStanding::CivilServant, CadreStanding::LeftPost])
}

/// Told only, until somebody has read the notice.
fn serving_cadres(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let serving = of(s, CadreStanding::ServingCadre);
    of_each(&serving, |field, _, post| [approval(s, field, post)])
}

fn years_since_retirement(s: &Situation, n: &Numbers<'_>) -> Outcome {
    const YEARS: &str = "cadre.cooling.years";
    if !s.is_industry_association() {
        return Outcome::NotApplicable;
    }
    let Some(years) = n.number(YEARS) else {
        return Outcome::missing(YEARS);
    };
    let retired = of(s, CadreStanding::Retired);
    let outcome = of_each(&retired, |field, _, post| {
        let field = format!("{field}/left_office_on");
        let free = post.left_office_on.ok_or_else(|| field.clone());
        [free.map(|left| too_early(s, &field, left, years))]
    });
    match outcome {
        // All of them have to wait, and the last one longest.
        Outcome::Violated { facts, .. } => {
            let left = retired.iter().filter_map(|(_, _, post)| post.left_office_on);
            let possible_from = left.filter_map(|left| years_after(left, years)).max();
            Outcome::Violated { facts, possible_from }
        }
        other => other,
    }
}

/// The years are over on the day with the number of the day of retirement.
fn too_early(s: &Situation, field: &str, left: NaiveDate, years: i64) -> Option<Fact> {
    let free = years_after(left, years)?;
    (s.on < free).then(|| Fact::against(field, left, format!("≤ {}", s.on)))
}

/// What is judged of each officer of a national industry association.
fn of_national(s: &Situation, judge: impl Fn(&str, &Officer) -> Vec<Judged>) -> Outcome {
    if !s.is_national_industry_association() {
        return Outcome::NotApplicable;
    }
    let officers = s.application.officers.iter().enumerate();
    let each = |(at, officer)| judge(&format!("officers/{at}/industry"), officer);
    gathered(Vec::new(), officers.flat_map(each))
}

fn age(s: &Situation, n: &Numbers<'_>) -> Outcome {
    const OLDEST: &str = "industry_officer.age.max";
    let Some(oldest) = n.number(OLDEST) else {
        return Outcome::missing(OLDEST);
    };
    of_national(s, |field, officer| {
        let stated = officer.industry.as_ref().and_then(|stated| stated.age);
        vec![at_most(&format!("{field}/age"), stated, oldest)]
    })
}

/// Whether the officer is president or secretary-general.
fn leads(officer: &Officer) -> bool {
    matches!(officer.post, Post::President | Post::SecretaryGeneral)
}

fn president_and_secretary(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let mut outcome = of_national(s, |field, officer| {
        if !leads(officer) {
            return Vec::new();
        }
        let stated = officer.industry.as_ref();
        let elsewhere = format!("{field}/leads_another_association");
        let of_another = stated.and_then(|stated| stated.leads_another_association);
        vec![match of_another {
            None => Err(elsewhere),
            Some(leads) => Ok(leads.then(|| Fact::against(&elsewhere, true, false))),
        }]
    });
    if let Outcome::NotApplicable = outcome {
        return outcome;
    }
    let facts = same_person_or_member(&s.application.officers);
    if !facts.is_empty() {
        let before = match outcome {
            Outcome::Violated { facts, .. } => facts,
            _ => Vec::new(),
        };
        let facts = before.into_iter().chain(facts).collect();
        outcome = Outcome::Violated { facts, possible_from: None };
    }
    outcome
}

fn same_person_or_member(officers: &[Officer]) -> Vec<Fact> {
    let of = |post: Post| officers.iter().filter(move |officer| officer.post == post);
    let unit = |officer: &Officer| officer.industry.as_ref()?.member_unit.clone();
    let mut facts = Vec::new();
    for president in of(Post::President) {
        for secretary in of(Post::SecretaryGeneral) {
            if president.person.is_same_as(&secretary.person) {
                facts.push(Fact::new("officers", &president.person.name));
            }
            if let Some(member) = unit(president).filter(|u| Some(u) == unit(secretary).as_ref()) {
                facts.push(Fact::new("officers/industry/member_unit", member));
            }
        }
    }
    facts
}

fn term_and_ballot(s: &Situation, n: &Numbers<'_>) -> Outcome {
    const YEARS: &str = "industry_officer.term.years.max";
    const TERMS: &str = "industry_officer.terms.max";
    const PRESENT: &str = "industry_officer.ballot.present.parts";
    const ENTITLED: &str = "industry_officer.ballot.present.of_parts";
    let elected = s.request.as_ref().and_then(|asked| match &asked.request {
        Requested::Officers(elected) => Some(elected),
        _ => None,
    });
    let Some(elected) = elected.filter(|_| s.is_national_industry_association()) else {
        return Outcome::NotApplicable;
    };
    let (Some(years), Some(terms), Some(parts), Some(of_parts)) =
        (n.number(YEARS), n.number(TERMS), n.number(PRESENT), n.number(ENTITLED))
    else {
        return Outcome::missing(YEARS);
    };
    let mut facts = Vec::new();
    let last = years_after(elected.term_from, years).and_then(|day| day.pred_opt());
    if last.is_none_or(|last| elected.term_until > last) {
        let last = last.map(|day| day.to_string()).unwrap_or_default();
        facts.push(Fact::against("officers.term_until", elected.term_until, format!("≤ {last}")));
    }
    let each = elected.officers.iter().enumerate().map(|(at, officer)| {
        let stated = officer.industry.as_ref().and_then(|stated| stated.term);
        at_most(&format!("officers/{at}/industry/term"), stated, terms)
    });
    let held = match ballot(elected, parts, of_parts) {
        Ok(found) => found.into_iter().map(|fact| Ok(Some(fact))).collect(),
        Err(field) => vec![Err(field)],
    };
    gathered(facts, each.chain(held))
}

/// Secret, and with so many parts of those entitled present.
fn ballot(elected: &OfficersElected, parts: i64, of_parts: i64) -> Result<Vec<Fact>, String> {
    let ballot = elected.ballot.ok_or_else(|| "officers.ballot".to_owned())?;
    let mut facts = Vec::new();
    if !ballot.secret {
        facts.push(Fact::against("officers.ballot.secret", false, true));
    }
    let (present, entitled) = (i64::from(ballot.present), i64::from(ballot.entitled));
    if entitled == 0 || present > entitled || present * of_parts < entitled * parts {
        let wanted = format!("{parts}/{of_parts} × {entitled}");
        facts.push(Fact::against("officers.ballot.present", present, wanted));
    }
    Ok(facts)
}
