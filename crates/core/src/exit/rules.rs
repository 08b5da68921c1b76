//! What must hold for a step of a liquidation (association regulation art. 19, 20; regulation on
//! private non-enterprise units art. 16; foundation regulation art. 16, 18; charity law art. 18;
//! civil code art. 69–71; and the house's own rules where the law is silent).
//!
//! What may not enter: numbers; they stand in the rulebook. Where what is left goes is in
//! `remaining.rs`, what is not the ordinary way in `special.rs`.

use chrono::NaiveDate;

use super::{
    Announcement, Appointment, BeginLiquidation, ExitGround, ExitRequest, Handed, Report,
    remaining, special,
};
use crate::{
    law::{Fact, Numbers, Outcome, Rule},
    organization::Organization,
    unit::Unit,
};

/// What the rules may ask about.
#[derive(Debug)]
pub struct ExitSituation {
    /// The date of the act.
    pub on: NaiveDate,
    /// The organization.
    pub organization: Organization,
    /// What is handed in; none for next steps.
    pub request: Option<ExitRequest>,
    /// The unit that is named to guide, if the register knows it.
    pub guide: Option<Unit>,
    /// The organization that is to take this one in, if the register knows it.
    pub into: Option<Organization>,
    /// The first day on which the law knows the authorities' demands.
    pub demands_from: Option<NaiveDate>,
    /// Whether the account works for the registrar.
    pub by_registrar: bool,
    /// The last day for forming a charity's group, where one is formed.
    pub form_by: Option<NaiveDate>,
    /// The last day for the announcement by company law.
    pub announce_by: Option<NaiveDate>,
    /// The first day on which the time for claims may end by company law.
    pub claims_from: Option<NaiveDate>,
}

/// Every rule on liquidations.
pub const RULES: &[&[Rule<ExitSituation>]] = &[
    remaining::RULES,
    special::RULES,
    &[
        Rule { id: "ST-19a-2", check: ground_is_named },
        Rule { id: "MF-16-2", check: ground_is_named },
        Rule { id: "JJ-16-2", check: ground_is_named },
        Rule { id: "QS-2", check: ground_is_the_decision },
        Rule { id: "QS-3b", check: appointed },
        Rule { id: "QS-8", check: formed_in_time },
        Rule { id: "ST-20a", check: guided },
        Rule { id: "MF-16b", check: guided },
        Rule { id: "JJ-18a", check: guided },
        Rule { id: "TC-1", check: days_in_order },
        Rule { id: "QS-4", check: creditors_have_time },
        Rule { id: "TC-3", check: creditors_were_told },
        Rule { id: "TC-4", check: void_by_notice },
        Rule { id: "TC-5b", check: still_under_way },
        Rule { id: "TC-5c", check: formed_once },
    ],
];

impl ExitSituation {
    fn begun(&self) -> Option<&BeginLiquidation> {
        match &self.request {
            Some(ExitRequest::Begin(input)) => Some(input),
            _ => None,
        }
    }

    /// The report of the liquidation, where it is handed in.
    pub(super) fn report(&self) -> Option<&Report> {
        match &self.request {
            Some(ExitRequest::Conclude(report)) => Some(report),
            _ => None,
        }
    }

    fn announced(&self) -> Option<&Announcement> {
        self.organization.liquidation()?.announced.as_ref()
    }

    /// The ground that is stated, for a group or with a pledge.
    pub(super) fn stated_ground(&self) -> Option<ExitGround> {
        match &self.request {
            Some(ExitRequest::Begin(input)) => Some(input.ground),
            Some(ExitRequest::Pledge(pledge)) => Some(pledge.ground),
            _ => None,
        }
    }

    /// The ground that the record itself tells: the registration or certificate is gone.
    fn decided(&self) -> Option<ExitGround> {
        self.organization.taken_away().map(|(ground, _)| ground)
    }
}

fn is_of_a_decision(ground: ExitGround) -> bool {
    matches!(ground, ExitGround::CertificateRevoked | ExitGround::RegistrationRescinded)
}

/// One that the regulation of the kind lists; a charity's may be its charter's as well.
fn ground_is_named(s: &ExitSituation, n: &Numbers<'_>) -> Outcome {
    let Some(ground) = s.stated_ground() else {
        return Outcome::missing("ground");
    };
    if is_of_a_decision(ground) || ground == ExitGround::Demanded {
        return Outcome::NotApplicable;
    }
    let mut named = n.list(&format!("{}.exit.grounds", s.organization.kind.id()));
    if s.organization.charity.is_some() {
        named.extend(n.list("charity.exit.grounds"));
    }
    Outcome::when(named.iter().any(|known| known == ground.id()), || {
        vec![Fact::against("ground", ground.id(), named.join(" / "))]
    })
}

fn ground_is_the_decision(s: &ExitSituation, _: &Numbers<'_>) -> Outcome {
    let Some(ground) = s.stated_ground() else {
        return Outcome::missing("ground");
    };
    let fits = match s.decided() {
        Some(decided) => ground == decided,
        None => !is_of_a_decision(ground),
    };
    Outcome::when(fits, || {
        let decided = s.decided().map_or("", ExitGround::id);
        vec![
            Fact::against("ground", ground.id(), decided),
            Fact::new("status", s.organization.status.id()),
        ]
    })
}

/// A group of its own is filed by the organization; a court's, or one of the authority that demanded
/// the end, is entered by the registrar.
fn appointed(s: &ExitSituation, _: &Numbers<'_>) -> Outcome {
    let Some(input) = s.begun() else {
        return Outcome::missing("appointment");
    };
    let (by, fits) = match &input.appointment {
        Appointment::Own {} => ("own", !s.by_registrar),
        Appointment::Authority {} => {
            let on_demand = input.ground == ExitGround::Demanded;
            ("authority", s.by_registrar && on_demand && special::is_to_end(&s.organization))
        }
        Appointment::Court { ruling } => ("court", s.by_registrar && !ruling.trim().is_empty()),
    };
    Outcome::when(fits, || {
        let enters = if s.by_registrar { "court" } else { "own" };
        vec![Fact::against("appointment/by", by, enters)]
    })
}

/// Told of charities: the group is formed within the time after the cause.
fn formed_in_time(s: &ExitSituation, n: &Numbers<'_>) -> Outcome {
    // The last day was counted with the calendar; the number is noted for the finding.
    let counted = n.number("charity.liquidation.days");
    let (Some(input), Some(last), Some(_)) = (s.begun(), s.form_by, counted) else {
        return Outcome::NotApplicable;
    };
    if s.organization.charity.is_none() {
        return Outcome::NotApplicable;
    }
    Outcome::when(input.formed_on <= last, || {
        vec![Fact::against("formed_on", input.formed_on, last)]
    })
}

fn guided(s: &ExitSituation, _: &Numbers<'_>) -> Outcome {
    let Some(input) = s.begun() else {
        return Outcome::missing("guided_by");
    };
    let supervisor = s.organization.supervision.as_ref().map(|supervision| &supervision.unit.id);
    let is_one = |id| Some(id) == supervisor || *id == s.organization.registrar.id;
    Outcome::when(s.guide.as_ref().is_some_and(|unit| is_one(&unit.id)), || {
        let supervision = s.organization.supervision.iter().map(|s| s.unit.id.to_string());
        let all: Vec<String> =
            supervision.chain([s.organization.registrar.id.to_string()]).collect();
        vec![Fact::against("guided_by", &input.guided_by, all.join(" / "))]
    })
}

/// A ground does not come about before what decided it, nor before the organization.
fn not_before(s: &ExitSituation, ground: ExitGround) -> Option<NaiveDate> {
    let decided = match ground {
        ExitGround::Demanded => special::demanded_on(&s.organization),
        ground if is_of_a_decision(ground) => s.organization.taken_away().and_then(|(_, day)| day),
        _ => None,
    };
    decided.or(s.organization.established_on)
}

/// Each pair of days that must be in order: the earlier, the later, and the field of the later.
fn days(s: &ExitSituation) -> Vec<(&'static str, NaiveDate, Option<NaiveDate>)> {
    let formed = s.organization.liquidation().map(|l| l.formed_on);
    let announced = s.announced().map(|announced| announced.published_on);
    match &s.request {
        Some(ExitRequest::Begin(input)) => vec![
            ("occurred_on", input.occurred_on, not_before(s, input.ground)),
            ("formed_on", input.formed_on, Some(input.occurred_on)),
        ],
        Some(ExitRequest::Announce(input)) => vec![("published_on", input.published_on, formed)],
        Some(ExitRequest::Conclude(report)) => {
            vec![("dated", report.dated, announced.or(formed))]
        }
        Some(ExitRequest::Pledge(pledge)) => vec![
            ("occurred_on", pledge.occurred_on, not_before(s, pledge.ground)),
            ("notice_from", pledge.notice_from, Some(pledge.occurred_on)),
            ("notice_until", pledge.notice_until, Some(pledge.notice_from)),
        ],
        Some(ExitRequest::Collect(_) | ExitRequest::Demand(_)) | None => Vec::new(),
    }
}

fn days_in_order(s: &ExitSituation, _: &Numbers<'_>) -> Outcome {
    let mut facts = Vec::new();
    for (field, day, not_before) in days(s) {
        if day > s.on {
            facts.push(Fact::against(field, day, format!("≤ {}", s.on)));
        }
        if let Some(earliest) = not_before.filter(|earliest| day < *earliest) {
            facts.push(Fact::against(field, day, format!("≥ {earliest}")));
        }
    }
    if let Some(ExitRequest::Announce(input)) = &s.request {
        // Who was told that there is time has it.
        let least = s.announced().map_or(input.published_on, |told| told.claims_until);
        if input.claims_until < least {
            facts.push(Fact::against("claims_until", input.claims_until, format!("≥ {least}")));
        }
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// Told: company law by analogy.
fn creditors_have_time(s: &ExitSituation, n: &Numbers<'_>) -> Outcome {
    let Some(ExitRequest::Announce(input)) = &s.request else {
        return Outcome::NotApplicable;
    };
    for parameter in
        ["liquidation.creditors.announcement.days", "liquidation.creditors.claims.days"]
    {
        if n.number(parameter).is_none() {
            return Outcome::missing(parameter);
        }
    }
    let mut facts = Vec::new();
    if let Some(last) = s.announce_by.filter(|last| input.published_on > *last) {
        facts.push(Fact::against("published_on", input.published_on, format!("≤ {last}")));
    }
    if let Some(first) = s.claims_from.filter(|first| input.claims_until < *first) {
        facts.push(Fact::against("claims_until", input.claims_until, format!("≥ {first}")));
    }
    Outcome::when(facts.is_empty(), || facts)
}

fn creditors_were_told(s: &ExitSituation, _: &Numbers<'_>) -> Outcome {
    let Some(announced) = s.announced() else {
        return Outcome::when(false, || vec![Fact::new("announced", "")]);
    };
    // Before a report is handed in, today is its day.
    let dated = s.report().map_or(s.on, |report| report.dated);
    if dated > announced.claims_until {
        return Outcome::Met;
    }
    Outcome::Violated {
        facts: vec![Fact::against("dated", dated, format!("> {}", announced.claims_until))],
        possible_from: announced.claims_until.succ_opt(),
    }
}

/// Something is collected, and what is void is so by a notice.
fn void_by_notice(s: &ExitSituation, _: &Numbers<'_>) -> Outcome {
    let Some(ExitRequest::Collect(collected)) = &s.request else {
        return Outcome::missing("certificate");
    };
    let mut facts = Vec::new();
    if collected.each().iter().all(|(_, handed)| handed.is_none()) {
        facts.push(Fact::new("certificate", ""));
    }
    for (field, handed) in collected.each() {
        if let Some(Handed::Void { notice, place, reason }) = handed {
            for (part, text) in [("notice", notice), ("place", place), ("reason", reason)] {
                if text.trim().is_empty() {
                    facts.push(Fact::new(&format!("{field}/{part}"), text));
                }
            }
        }
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// A report may be filed anew; creditors are told before the end.
fn still_under_way(s: &ExitSituation, _: &Numbers<'_>) -> Outcome {
    let Some(liquidation) = s.organization.liquidation() else {
        return Outcome::when(false, || vec![Fact::new("liquidation", "")]);
    };
    let announces = matches!(s.request, Some(ExitRequest::Announce(_)));
    let ended = liquidation.concluded.as_ref().filter(|_| announces);
    Outcome::when(ended.is_none(), || {
        ended.map(|end| Fact::new("concluded", end.report.dated)).into_iter().collect()
    })
}

fn formed_once(s: &ExitSituation, _: &Numbers<'_>) -> Outcome {
    let Some(before) = s.organization.liquidation() else {
        return Outcome::Met;
    };
    // Before anything is handed in, whoever is to form its own group has one.
    let own = s.begun().map_or(!s.by_registrar, |input| input.appointment == Appointment::Own {});
    Outcome::when(!own, || vec![Fact::new("liquidation.formed_on", before.formed_on)])
}
