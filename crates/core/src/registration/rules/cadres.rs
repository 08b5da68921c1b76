//! Posts of retired leading cadres and of civil servants (notice 中组发〔2014〕11号; civil servants
//! law art. 44). Asked of officers who are stated to be such; of all others nothing is.

use crate::{
    law::{Fact, Numbers, Outcome, Rule},
    registration::{CadrePost, CadreStanding, Officer, Situation},
};

pub(super) const RULES: &[Rule<Situation>] = &[
    Rule { id: "RZ-1", check: approved },
    Rule { id: "RZ-2", check: one_post },
    Rule { id: "RZ-3", check: terms },
    Rule { id: "RZ-4", check: age },
    Rule { id: "RZ-5", check: represents_nobody },
    Rule { id: "RZ-6", check: unpaid },
    Rule { id: "RZ-8", check: civil_servants },
];

/// The rules that are about such officers only.
pub(super) const OWN: &[&str] = &["RZ-1", "RZ-2", "RZ-3", "RZ-4", "RZ-5", "RZ-6", "RZ-8"];

/// Officers of a standing, each with the field that the post is stated in.
pub(super) fn of(s: &Situation, standing: CadreStanding) -> Vec<(String, &Officer, &CadrePost)> {
    let officers = s.application.officers.iter().enumerate();
    let stated = officers.filter_map(|(i, officer)| {
        let post = officer.cadre.as_ref().filter(|post| post.standing == standing)?;
        Some((format!("officers/{i}/cadre"), officer, post))
    });
    stated.collect()
}

/// A fact against somebody, none, or the field that is missing.
pub(super) type Judged = Result<Option<Fact>, String>;

/// What each of them comes to; nothing where there is none.
pub(super) fn of_each<I: IntoIterator<Item = Judged>>(
    stated: &[(String, &Officer, &CadrePost)],
    judge: impl Fn(&str, &Officer, &CadrePost) -> I,
) -> Outcome {
    if stated.is_empty() {
        return Outcome::NotApplicable;
    }
    gathered(
        Vec::new(),
        stated.iter().flat_map(|(field, officer, post)| judge(field, officer, post)),
    )
}

/// What all of it comes to, with facts that are known already.
pub(super) fn gathered(mut facts: Vec<Fact>, all: impl IntoIterator<Item = Judged>) -> Outcome {
    let mut missing = Vec::new();
    for judged in all {
        match judged {
            Ok(fact) => facts.extend(fact),
            Err(field) => missing.push(field),
        }
    }
    Outcome::judged(facts, missing)
}

fn of_retired(s: &Situation, judge: impl Fn(&str, &Officer, &CadrePost) -> Judged) -> Outcome {
    let retired = of(s, CadreStanding::Retired);
    of_each(&retired, |field, officer, post| [judge(field, officer, post)])
}

/// Approved, on a day that is not to come.
pub(super) fn approval(s: &Situation, field: &str, post: &CadrePost) -> Judged {
    match &post.approval {
        None => Err(format!("{field}/approval")),
        Some(approval) => Ok((approval.dated > s.on)
            .then(|| Fact::against(&format!("{field}/approval/dated"), approval.dated, s.on))),
    }
}

fn no_pay(field: &str, post: &CadrePost) -> Judged {
    let field = format!("{field}/paid");
    let paid = post.paid.ok_or_else(|| field.clone())?;
    Ok(paid.then(|| Fact::against(&field, true, false)))
}

/// A number that is stated and not above the one in the law.
pub(super) fn at_most(field: &str, stated: Option<u32>, most: i64) -> Judged {
    let found = i64::from(stated.ok_or_else(|| field.to_owned())?);
    Ok((found > most).then(|| Fact::against(field, found, format!("≤ {most}"))))
}

fn approved(s: &Situation, _: &Numbers<'_>) -> Outcome {
    of_retired(s, |field, _, post| approval(s, field, post))
}

fn one_post(s: &Situation, n: &Numbers<'_>) -> Outcome {
    limited(s, n, "cadre.posts.max", "posts", |post| post.posts)
}

fn terms(s: &Situation, n: &Numbers<'_>) -> Outcome {
    limited(s, n, "cadre.terms.max", "term", |post| post.term)
}

fn age(s: &Situation, n: &Numbers<'_>) -> Outcome {
    limited(s, n, "cadre.age.max", "age", |post| post.age)
}

fn limited(
    s: &Situation,
    n: &Numbers<'_>,
    parameter: &str,
    what: &str,
    stated: fn(&CadrePost) -> Option<u32>,
) -> Outcome {
    match n.number(parameter) {
        None => Outcome::missing(parameter),
        Some(most) => {
            of_retired(s, |field, _, post| at_most(&format!("{field}/{what}"), stated(post), most))
        }
    }
}

fn represents_nobody(s: &Situation, _: &Numbers<'_>) -> Outcome {
    of_retired(s, |field, officer, _| {
        let represents = officer.legal_representative;
        Ok(represents.then(|| Fact::against(field, "legal_representative", "")))
    })
}

fn unpaid(s: &Situation, _: &Numbers<'_>) -> Outcome {
    of_retired(s, |field, _, post| no_pay(field, post))
}

/// For work need, with approval, and without pay.
fn civil_servants(s: &Situation, _: &Numbers<'_>) -> Outcome {
    of_each(&of(s, CadreStanding::CivilServant), |field, _, post| {
        [approval(s, field, post), no_pay(field, post)]
    })
}
