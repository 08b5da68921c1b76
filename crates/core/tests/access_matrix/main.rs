//! Who may do what on what: role × act × subject, with every limit that a grant can carry.
//! What is expected is written down in two tables (`acts.rs`: acts of each role; here: reach of each
//! grant); the whole product is compared with them and kept as a snapshot to be read.
//!
//! Serves design §6: every decision to let in or keep out is made in one place and tested as
//! a matrix.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod acts;
#[path = "../support/mod.rs"]
mod support;

use std::fmt::Write;

use acts::acts_of;
use shuniu_core::{
    access::{Actor, Grant, Role, Subject, allow, may_see_case},
    act::{ActKind, ActRequest, CATALOGUE, Target},
    case::CaseStatus,
    decide::DecideError,
};
use support::{
    GOVERNMENT, LEADING_GROUP, NEIGHBOUR, On, REGISTRAR, SUPERVISOR, World, actor, place, unit_id,
};

const ME: &str = "me";
/// The organization that some subjects are about.
const ORGANIZATION: &str = "organization-1";

/// The limits of a grant, in the columns of the table below.
const GRANTS: [&str; 10] = [
    "own unit",
    "another unit",
    "no unit",
    "own unit, inside its division",
    "own unit, inside its city",
    "own unit, outside its division",
    "own unit, this act only",
    "own unit, another act only",
    "for the organization",
    "for another organization",
];

/// What the act is performed on, in the rows of the table below.
const SUBJECTS: [&str; 6] = [
    "my case",
    "another's case",
    "case without known registrar",
    "organization",
    "nothing yet",
    "my case about the organization",
];

/// Where a grant reaches: one line for each subject, one mark for each grant, in their order.
/// `y` reaches, `.` does not. Roles of no office carry no unit, so their first two columns
/// repeat the third (a unit on such a grant is looked at in `bugs.rs`).
fn reach_of(role: Role) -> [&'static str; 6] {
    match role {
        Role::Applicant => [
            "yyyyy.y...", // my case
            "..........", // another's case
            "yyy...y...", // case without known registrar: no division to compare with
            "........y.", // organization: only who acts for it
            "yyy...y...", // nothing yet
            "........y.", // my case about it: only while I act for it
        ],
        _ if office(role) => [
            "y..yy.y...", // the office does not ask who applied; rule ZZ-2 does
            "y..yy.y...",
            "y.....y...",
            "y..yy.y...",
            "..........", // nothing yet: no unit to compare with
            "y..yy.y...",
        ],
        _ => ["yyyyy.y...", "yyyyy.y...", "yyy...y...", "yyyyy.y...", "yyy...y...", "yyyyy.y..."],
    }
}

fn office(role: Role) -> bool {
    handles(role) || matches!(role, Role::LeadingGroupOffice | Role::GovernmentOffice)
}

/// Roles of the offices that handle cases.
fn handles(role: Role) -> bool {
    matches!(role, Role::SupervisorOfficer | Role::Reception | Role::Examiner | Role::Decider)
}

/// The unit of a role in the subjects below, and one that is not theirs.
fn units(role: Role) -> (Option<&'static str>, Option<&'static str>) {
    match role {
        Role::SupervisorOfficer => (Some(SUPERVISOR), Some("dept-110101-edu")),
        Role::Reception | Role::Examiner | Role::Decider => (Some(REGISTRAR), Some(NEIGHBOUR)),
        Role::LeadingGroupOffice | Role::GovernmentOffice => {
            (Some(LEADING_GROUP), Some(GOVERNMENT))
        }
        _ => (None, None),
    }
}

fn grant(role: Role, column: usize, act: ActKind) -> Grant {
    let (own, other) = units(role);
    let unit = match column {
        1 => other,
        2 => None,
        _ => own,
    };
    let jurisdiction = match column {
        3 => Some("110105"),
        4 => Some("110000"),
        5 => Some("110101"),
        _ => None,
    };
    let another = CATALOGUE.iter().map(|a| a.kind).find(|k| *k != act).expect("another act");
    let acts = match column {
        6 => vec![act],
        7 => vec![another],
        _ => Vec::new(),
    };
    let organization = match column {
        8 => Some(ORGANIZATION.to_owned()),
        9 => Some("organization-2".to_owned()),
        _ => None,
    };
    let (unit, jurisdiction) = (unit.map(unit_id), jurisdiction.map(place));
    Grant { role, unit, organization, jurisdiction, acts }
}

fn subject(row: usize) -> Subject {
    let case = Subject {
        registrar: Some(unit_id(REGISTRAR)),
        supervisory_unit: Some(unit_id(SUPERVISOR)),
        division: Some(place("110105")),
        applicant: Some(ME.to_owned()),
        organization: None,
        unit: None,
        related: Vec::new(),
        authority: Some(unit_id(LEADING_GROUP)),
    };
    match row {
        0 => case,
        1 => Subject { applicant: Some("somebody".to_owned()), ..case },
        2 => Subject { division: None, ..case },
        3 => Subject { applicant: None, organization: Some(ORGANIZATION.to_owned()), ..case },
        5 => Subject { organization: Some(ORGANIZATION.to_owned()), ..case },
        _ => Subject::default(),
    }
}

#[test]
fn role_by_act_by_subject() {
    let mut text = String::new();
    for role in Role::ALL {
        for act in CATALOGUE {
            let mut lines = Vec::new();
            for (row, expected) in reach_of(role).into_iter().enumerate() {
                assert_eq!(expected.len(), GRANTS.len());
                let mut line = String::new();
                for (column, mark) in expected.chars().enumerate() {
                    let me = actor(ME, vec![grant(role, column, act.kind)]);
                    let allowed = allow(&me, act, &subject(row)).is_ok();
                    let wanted = acts_of(role).contains(&act.kind) && mark == 'y';
                    let what = (act.kind.id(), SUBJECTS[row], GRANTS[column]);
                    assert_eq!(allowed, wanted, "{role:?}: {what:?}");
                    line.push(if allowed { 'y' } else { '.' });
                }
                lines.push(line);
            }
            let lines = lines.join(" | ");
            writeln!(text, "{:<18} {:<22} {lines}", format!("{role:?}"), act.kind.id()).unwrap();
        }
    }
    let head = format!("grants: {}\nsubjects: {}\n", GRANTS.join("; "), SUBJECTS.join(" | "));
    insta::with_settings!({ prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("role_by_act_by_subject", head + &text);
    });
}

/// Each act of the catalogue is somebody's; few are taken by either side.
#[test]
fn the_catalogue_names_the_same_performers() {
    for act in CATALOGUE {
        let roles: Vec<Role> =
            Role::ALL.into_iter().filter(|r| acts_of(*r).contains(&act.kind)).collect();
        assert_eq!(act.performers, roles, "{:?}", act.kind);
        let two = [
            ActKind::ChangeFact,
            ActKind::EndRelation,
            ActKind::ReviewPenalty,
            ActKind::BeginLiquidation,
            ActKind::DemandExit,
            ActKind::PlanDecoupling,
            ActKind::RecordDecouplingItems,
            ActKind::MarkDecouplingStuck,
            ActKind::ClearDecouplingStuck,
            ActKind::ReturnAnnualReport,
            ActKind::CloseRectification,
            ActKind::RecordMissedReport,
        ];
        let three = [ActKind::RaiseWarning, ActKind::CloseWarning];
        let sides = match act.kind {
            kind if two.contains(&kind) => 2,
            kind if three.contains(&kind) => 3,
            _ => 1,
        };
        assert_eq!(roles.len(), sides, "{:?}", act.kind);
    }
}

#[test]
fn a_denial_names_the_roles_and_the_act() {
    let stranger = actor(ME, Vec::new());
    for act in CATALOGUE {
        let denied = allow(&stranger, act, &Subject::default()).expect_err("no grant, no act");
        assert_eq!(denied.roles, act.performers);
        assert!(denied.text.zh.contains(act.title.0) && denied.text.en.contains(act.title.1));
    }
}

/// Several grants add up; none takes away from another.
#[test]
fn grants_add_up() {
    let act = ActKind::AcceptApplication.row().unwrap();
    let one = grant(Role::Reception, 1, act.kind);
    let both = actor(ME, vec![one.clone(), grant(Role::Reception, 0, act.kind)]);
    assert!(allow(&actor(ME, vec![one.clone()]), act, &subject(0)).is_err());
    assert!(allow(&both, act, &subject(0)).is_ok());
    // Two halves do not make a whole: the right role elsewhere, another role here.
    let halves = actor(ME, vec![one, Grant::at(Role::Examiner, unit_id(REGISTRAR))]);
    assert!(allow(&halves, act, &subject(0)).is_err());
    assert!(both.has(Role::Reception) && !both.has(Role::Decider));
}

/// The inside of a case is for its applicant, the unit it names and its registrar.
#[test]
fn who_may_see_a_case() {
    for role in Role::ALL {
        for (row, expected) in reach_of(role).into_iter().enumerate().take(3) {
            for (column, mark) in expected.chars().enumerate() {
                // A limit on acts is none on reading.
                let wanted = match column {
                    6 | 7 => expected.starts_with('y'),
                    _ => mark == 'y',
                };
                let handles = role == Role::Applicant || handles(role);
                let me = actor(ME, vec![grant(role, column, ActKind::GiveConsent)]);
                let sees = may_see_case(&me, &subject(row));
                assert_eq!(
                    sees,
                    wanted && handles,
                    "{role:?}: {} with {}",
                    SUBJECTS[row],
                    GRANTS[column]
                );
            }
        }
    }
}

#[test]
fn which_roles_need_a_unit() {
    for role in Role::ALL {
        assert_eq!(role.needs_unit(), office(role), "{role:?}");
        let staff = handles(role) && role != Role::SupervisorOfficer;
        assert_eq!(role.is_registrar_staff(), staff, "{role:?}");
    }
}

fn denied(world: &mut World, id: &str, request: &ActRequest, by: &Actor) {
    let before = world.log.len();
    let result = world.act(&On::Case(id), request, by, "2026-06-09");
    assert!(matches!(result, Err(DecideError::Denied(_))), "{}: {result:?}", by.account);
    assert_eq!(world.log.len(), before);
}

/// The same through `decide`: access comes before state and rules, and nothing leaks.
#[test]
fn decide_asks_first_who_acts() {
    let mut w = World::default();
    let mine = w.case_in(CaseStatus::Draft);
    let stranger = actor("stranger", vec![Grant::of(Role::Applicant)]);
    for request in [ActRequest::SubmitApplication, support::withdraw()] {
        denied(&mut w, &mine, &request, &stranger);
    }
    let filed = w.case_in(CaseStatus::WithSupervisoryUnit);
    let elsewhere = support::staff("x", Role::SupervisorOfficer, support::OTHER_SUPERVISOR);
    denied(&mut w, &filed, &support::consent(), &elsewhere);
    // The registrar's officer is no officer of the supervisory unit.
    denied(&mut w, &filed, &support::consent(), &support::reception());
    let submitted = w.case_in(CaseStatus::Submitted);
    let neighbour = support::staff("y", Role::Reception, NEIGHBOUR);
    denied(&mut w, &submitted, &ActRequest::AcceptApplication, &neighbour);
    // A final case is still nobody else's business: denied, not "not available".
    let ended = w.case_in(CaseStatus::Withdrawn);
    denied(&mut w, &ended, &support::withdraw(), &stranger);
    // With direct registration no supervisory unit has a say.
    let direct = w.case_of(&support::direct_application(), CaseStatus::Submitted);
    denied(&mut w, &direct, &support::consent(), &support::officer());
}

/// Acts of office ask for the administrator.
#[test]
fn decide_keeps_the_office_closed() {
    let mut w = World::default();
    let end = ActRequest::EndUnit { valid_to: support::day("2026-06-30"), successor: None };
    for by in [support::reception(), support::decider(), support::applicant()] {
        let result = w.act(&On::Unit(REGISTRAR), &end, &by, "2026-06-09");
        assert!(matches!(result, Err(DecideError::Denied(_))), "{}", by.account);
    }
    let of_units = |a: &&shuniu_core::act::Act| a.target == Target::Unit && a.hub_from.is_empty();
    // A department keeps its role by the leading group; a round is its registrar's own.
    let others = [ActKind::RetainDepartment, ActKind::EndRetention, ActKind::OpenRound];
    for act in CATALOGUE.iter().filter(of_units).filter(|act| !others.contains(&act.kind)) {
        assert_eq!(act.performers, [Role::Administrator], "{:?}", act.kind);
    }
}
