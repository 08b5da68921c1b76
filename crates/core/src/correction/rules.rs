//! What must hold for a correction (licensing law art. 69; and the house's own rules where the law is silent).
//!
//! What may not enter: numbers; they stand in the rulebook.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::{
    CorrectionRequest, OwnWay, Recorded, RestingAct, RestingBecomes, correctable, fields::is_dated,
    of_same_act, taken_back_by, value_of,
};
use crate::{
    law::{Fact, Numbers, Outcome, Rule},
    organization::{Organization, Responsible},
    register::NameHolder,
};

/// What the rules may ask about.
#[derive(Debug)]
pub struct CorrectionSituation {
    /// The date of the act.
    pub on: NaiveDate,
    /// Who acts.
    pub by: String,
    /// The organization as it stands.
    pub organization: Organization,
    /// What is handed in; none for next steps.
    pub request: Option<CorrectionRequest>,
    /// All its entries, as they were recorded, with what earlier corrections made of them.
    pub entries: Vec<Recorded>,
    /// The entry that it is about, as it is known by now; none where there is none, or where it does not hold.
    pub entry: Option<Recorded>,
    /// The days between which the legal date of the entry may lie: what it follows, and what follows it.
    pub between: (Option<NaiveDate>, Option<NaiveDate>),
    /// The acts that rest on it.
    pub resting: Vec<RestingAct>,
    /// The organization as it would stand; none where it would not.
    pub after: Option<Organization>,
    /// Others that bear the name that it would bear.
    pub same_name: Vec<NameHolder>,
    /// The last day for a statement, counted from when it was told.
    pub state_by: Option<NaiveDate>,
}

/// Every rule on corrections.
pub const RULES: &[&[Rule<CorrectionSituation>]] = &[&[
    Rule { id: "GZ-1", check: entry_is_there },
    Rule { id: "GZ-2", check: fields_may_be_corrected },
    Rule { id: "GZ-3", check: stays_whole },
    Rule { id: "GZ-4", check: resting_is_answered_for },
    Rule { id: "GZ-5", check: reaches_back_in_time },
    Rule { id: "GZ-6", check: has_no_way_of_its_own },
    Rule { id: "GZ-7", check: was_told },
    Rule { id: "GZ-8", check: name_is_free },
    Rule { id: "GZ-9", check: order_is_in_order },
    Rule { id: "GZ-10", check: fact_is_the_same_thing },
    Rule { id: "GZ-11", check: approval_is_needed },
    Rule { id: "XK-69", check: public_interest_allows },
]];

const LIMIT: &str = "correction.backdating.days";

impl CorrectionSituation {
    fn request(&self) -> Option<&CorrectionRequest> {
        self.request.as_ref()
    }

    /// The earliest day on which the register answers otherwise after it.
    fn reaches_to(&self) -> Option<NaiveDate> {
        let request = self.request()?;
        if let Some(fact) = request.fact() {
            return Some(fact.since);
        }
        if let CorrectionRequest::ApproveBackdating(input) = request {
            return Some(input.reaches_to);
        }
        let stands = self.entry.as_ref()?.effective_on;
        let should = request.correction().and_then(|correction| correction.effective_on);
        Some(should.map_or(stands, |should| should.min(stands)))
    }
}

fn entry_is_there(s: &CorrectionSituation, _: &Numbers<'_>) -> Outcome {
    let Some(request) = s.request() else { return Outcome::missing("entry") };
    let Some(entry) = request.entry() else { return Outcome::NotApplicable };
    Outcome::when(s.entry.is_some(), || vec![Fact::new("entry", entry)])
}

fn fields_may_be_corrected(s: &CorrectionSituation, _: &Numbers<'_>) -> Outcome {
    let Some(request) = s.request() else { return Outcome::missing("fields") };
    let (Some(input), Some(entry)) = (request.correction(), &s.entry) else {
        return Outcome::NotApplicable;
    };
    let may = correctable(&entry.event);
    let mut facts = Vec::new();
    let mut seen = BTreeSet::new();
    for field in &input.fields {
        let stands = value_of(&entry.event, &field.field);
        if !may.contains(&field.field) {
            facts.push(Fact::against("fields", &field.field, may.join(", ")));
        } else if stands != field.old {
            facts.push(Fact::against(&field.field, &field.old, &stands));
        } else if field.new == field.old || !seen.insert(&field.field) {
            facts.push(Fact::new(&field.field, &field.new));
        }
    }
    if let Some(day) = input.effective_on
        && (!is_dated(&entry.event) || day == entry.effective_on)
    {
        facts.push(Fact::against("effective_on", day, entry.effective_on));
    }
    if input.fields.is_empty() && input.effective_on.is_none() {
        facts.push(Fact::against("fields", 0, may.join(", ")));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// Whether what is asked for is a correction of what can be corrected, or an annulment of what can be annulled.
fn may_be_done(s: &CorrectionSituation, request: &CorrectionRequest) -> bool {
    let Some(entry) = &s.entry else { return false };
    let may = correctable(&entry.event);
    let fields = request.correction().map(|correction| correction.fields.as_slice());
    let listed = fields.unwrap_or_default().iter().all(|field| may.contains(&field.field));
    listed && request.annulment().is_none_or(|a| own_ways(&s.entries, a.entry).is_empty())
}

/// The record still reads, no day is to come, and entries keep their order.
fn stays_whole(s: &CorrectionSituation, _: &Numbers<'_>) -> Outcome {
    let Some(request) = s.request() else { return Outcome::missing("fields") };
    let mut facts = Vec::new();
    let Some(after) = &s.after else {
        // Another rule says why already.
        if !may_be_done(s, request) {
            return Outcome::NotApplicable;
        }
        let field = request.correction().and_then(|correction| correction.fields.first());
        let named = field.map_or("entry", |field| field.field.as_str());
        let value = field.map(|field| field.new.to_string()).unwrap_or_default();
        return Outcome::when(false, || vec![Fact::new(named, value)]);
    };
    if after.name.trim().is_empty() {
        facts.push(Fact::new("name", ""));
    }
    let nobody = |o: &Organization| o.responsible() == Responsible::None && o.ended.is_none();
    if nobody(after) && !nobody(&s.organization) {
        facts.push(Fact::new("supervision", ""));
    }
    if let Some(charity) = &after.charity
        && charity.fundraising_since.is_some_and(|since| since < charity.since)
    {
        facts.push(Fact::new("charity", charity.since));
    }
    if let Some(day) = after.established_on.filter(|day| *day > s.on) {
        facts.push(Fact::against("established_on", day, format!("≤ {}", s.on)));
    }
    let fact = request.fact().map(|fact| ("since", fact.since));
    let moved = request.correction().and_then(|correction| correction.effective_on);
    for (field, day) in fact.into_iter().chain(moved.map(|day| ("effective_on", day))) {
        let (after, before) = s.between;
        let before = before.map_or(s.on, |before| before.min(s.on));
        if day > before {
            facts.push(Fact::against(field, day, format!("≤ {before}")));
        }
        if let Some(after) = after.filter(|after| day < *after) {
            facts.push(Fact::against(field, day, format!("≥ {after}")));
        }
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// Each act that rests on it is answered for once, and with what can become of it.
fn resting_is_answered_for(s: &CorrectionSituation, _: &Numbers<'_>) -> Outcome {
    let Some(request) = s.request() else { return Outcome::missing("resting") };
    let answers = request.resting();
    let mut facts = Vec::new();
    for act in &s.resting {
        let mut said = answers.iter().filter(|answer| answer.entry == act.entry);
        if said.next().is_none() || said.next().is_some() {
            facts.push(Fact::against("resting", "", act.entry));
        }
    }
    for answer in answers {
        let Some(act) = s.resting.iter().find(|act| act.entry == answer.entry) else {
            facts.push(Fact::new("resting", answer.entry));
            continue;
        };
        let fits = match answer.becomes {
            RestingBecomes::Stands => act.may_stand,
            RestingBecomes::Annulled => own_ways(&s.entries, answer.entry).is_empty(),
            RestingBecomes::Reissued => act.certificate.is_some(),
        };
        if !fits {
            facts.push(Fact::new("resting/becomes", answer.entry));
        }
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// Within the days of the rulebook, or approved by somebody else.
fn reaches_back_in_time(s: &CorrectionSituation, n: &Numbers<'_>) -> Outcome {
    let Some(request) = s.request() else { return Outcome::missing("entry") };
    let (Some(days), Some(day)) = (n.number(LIMIT), s.reaches_to()) else {
        return Outcome::missing("entry");
    };
    let back = (s.on - day).num_days();
    let approved = || s.organization.corrections.approval(request.entry(), day, &s.by).is_some();
    Outcome::when(back <= days || approved(), || {
        vec![Fact::against("reaches_to", day, format!("≥ {}", earliest(s.on, days)))]
    })
}

fn earliest(on: NaiveDate, days: i64) -> NaiveDate {
    let days = u64::try_from(days).unwrap_or_default();
    on.checked_sub_days(Days::new(days)).unwrap_or(on)
}

/// An approval that nobody needs is none; and it lies before the entry that it is for.
fn approval_is_needed(s: &CorrectionSituation, n: &Numbers<'_>) -> Outcome {
    let (Some(days), Some(day)) = (n.number(LIMIT), s.reaches_to()) else {
        return Outcome::missing("reaches_to");
    };
    let begun = s.entries.iter().map(|entry| entry.effective_on).min();
    let mut facts = Vec::new();
    if (s.on - day).num_days() <= days {
        facts.push(Fact::against("reaches_to", day, format!("< {}", earliest(s.on, days))));
    }
    if let Some(stands) = s.entry.as_ref().map(|entry| entry.effective_on).or(begun)
        && day > stands
        && s.request().is_some_and(|request| request.entry().is_some())
    {
        facts.push(Fact::against("reaches_to", day, format!("≤ {stands}")));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// The other acts by which entries of the same act are taken back; those that can be annulled have none.
fn own_ways(entries: &[Recorded], version: i64) -> Vec<&'static str> {
    let ways = of_same_act(entries, version).map(|entry| taken_back_by(&entry.event));
    let named = ways.filter_map(|way| match way {
        OwnWay::Annulment => None,
        OwnWay::Act(act) => Some(act.id()),
        OwnWay::None => Some(""),
    });
    named.collect()
}

fn has_no_way_of_its_own(s: &CorrectionSituation, _: &Numbers<'_>) -> Outcome {
    let Some(annulment) = s.request().and_then(CorrectionRequest::annulment) else {
        return if s.request.is_some() {
            Outcome::NotApplicable
        } else {
            Outcome::missing("entry")
        };
    };
    let ways: BTreeSet<&str> = own_ways(&s.entries, annulment.entry).into_iter().collect();
    Outcome::when(ways.is_empty(), || {
        let ways = ways.into_iter().filter(|way| !way.is_empty()).collect::<Vec<_>>();
        vec![Fact::against("entry", annulment.entry, ways.join(", "))]
    })
}

/// Told, and its statement taken or its time over.
fn was_told(s: &CorrectionSituation, _: &Numbers<'_>) -> Outcome {
    let Some(CorrectionRequest::AnnulAct(input)) = s.request() else {
        return Outcome::missing("delivered_on");
    };
    if input.delivered_on > s.on {
        return Outcome::when(false, || {
            vec![Fact::against("delivered_on", input.delivered_on, format!("≤ {}", s.on))]
        });
    }
    if input.statement.as_deref().is_some_and(|text| !text.trim().is_empty()) {
        return Outcome::Met;
    }
    let Some(last) = s.state_by else { return Outcome::missing("delivered_on") };
    if s.on > last {
        return Outcome::Met;
    }
    Outcome::Violated {
        facts: vec![Fact::against("date", s.on, format!("> {last}"))],
        possible_from: last.succ_opt(),
    }
}

/// The name that it would bear is nobody else's.
fn name_is_free(s: &CorrectionSituation, _: &Numbers<'_>) -> Outcome {
    if s.request.is_none() {
        return Outcome::missing("name");
    }
    Outcome::when(s.same_name.is_empty(), || {
        s.same_name.iter().map(|holder| Fact::new("name", &holder.uscc)).collect()
    })
}

fn order_is_in_order(s: &CorrectionSituation, _: &Numbers<'_>) -> Outcome {
    let Some(CorrectionRequest::EnforceCourtOrder(input)) = s.request() else {
        return Outcome::missing("court");
    };
    let mut facts = Vec::new();
    if input.court.trim().is_empty() {
        facts.push(Fact::new("court", ""));
    }
    if input.dated > input.received_on {
        facts.push(Fact::against("dated", input.dated, format!("≤ {}", input.received_on)));
    }
    if input.received_on > s.on {
        facts.push(Fact::against("received_on", input.received_on, format!("≤ {}", s.on)));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// What is registered is what is said to be, and it is called something else now.
fn fact_is_the_same_thing(s: &CorrectionSituation, _: &Numbers<'_>) -> Outcome {
    let Some(request) = s.request() else { return Outcome::missing("fact") };
    let Some(fact) = request.fact() else { return Outcome::NotApplicable };
    let stands = fact.item.registered(&s.organization.items);
    let mut facts = Vec::new();
    if stands != Some(fact.old.as_str()) {
        facts.push(Fact::against("fact/old", &fact.old, stands.unwrap_or_default()));
    }
    if fact.new.trim().is_empty() || fact.new == fact.old {
        facts.push(Fact::new("fact/new", &fact.new));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// What would do great harm to the public interest is not taken back (¶3).
fn public_interest_allows(s: &CorrectionSituation, _: &Numbers<'_>) -> Outcome {
    let Some(CorrectionRequest::AnnulAct(input)) = s.request() else {
        return Outcome::missing("public_harm");
    };
    Outcome::when(input.public_harm.is_none(), || {
        vec![Fact::new("public_harm", input.public_harm.as_deref().unwrap_or_default())]
    })
}
