//! Charity status and public fundraising: each bar on its last day and on the day after.

use shuniu_core::{
    organization::{CharityStatus, OrganizationKind, Origin},
    registration::{DocumentKind, FundraisingParticulars, LegalForm, Requested},
};

use super::{
    MET, NOT_APPLICABLE, UNKNOWN, VIOLATED,
    asked::{Asked, table},
};
use crate::support::{charity as charity_stated, day};

fn charity() -> Asked {
    let stated = Requested::CharityRecognition(charity_stated());
    let mut asked = Asked::new(OrganizationKind::Association, stated);
    asked.case.received_on = Some(asked.on);
    asked
}

/// Bars count from their day; on the last day of the years they still stand.
#[test]
fn recognition_as_a_charity() {
    fn penalized(a: &mut Asked, on: Option<&str>) {
        (a.charity().penalized, a.charity().penalized_on) = (Some(true), on.map(day));
    }
    fn crime(a: &mut Asked, ended: Option<&str>) {
        let officer = &mut a.charity().officers[0];
        (officer.intentional_crime, officer.sentence_ended_on) = (Some(true), ended.map(day));
    }
    fn revoked(a: &mut Asked, on: &str) {
        let officer = &mut a.charity().officers[0];
        (officer.of_revoked_body, officer.revoked_on) = (Some(true), Some(day(on)));
    }
    fn without(a: &mut Asked, kind: DocumentKind) {
        a.documents.retain(|d| d.kind != kind);
    }
    fn is_one(a: &mut Asked) {
        let basis = a.organization.origin.clone();
        let Origin::Established { basis, .. } = basis else { return };
        let since = day("2026-01-01");
        a.organization.charity = Some(CharityStatus { since, basis, fundraising_since: None });
    }
    table(
        charity,
        &[
            ("CS-3a", "charitable", |_| {}, MET, "10"),
            ("CS-3a", "not", |a| a.charity().charitable_purpose = Some(false), VIOLATED, "10"),
            ("CS-3a", "not said", |a| a.charity().charitable_purpose = None, UNKNOWN, "10"),
            ("CS-4b", "none yet", |_| {}, MET, "10 ¶2"),
            ("CS-4b", "a charity already", is_one, VIOLATED, "10 ¶2"),
            ("CS-5a", "never penalized", |_| {}, MET, "5"),
            ("CS-5a", "two years ago", |a| penalized(a, Some("2024-07-01")), VIOLATED, "5"),
            ("CS-5a", "a day more", |a| penalized(a, Some("2024-06-30")), MET, "5"),
            (
                "CS-5a",
                "barred when it applied",
                |a| {
                    penalized(a, Some("2024-06-30"));
                    a.case.received_on = Some(day("2026-06-30"));
                },
                VIOLATED,
                "5",
            ),
            ("CS-5a", "no day", |a| penalized(a, None), VIOLATED, "5"),
            ("CS-5a", "not said", |a| a.charity().penalized = None, UNKNOWN, "5"),
            ("CS-5b", "not listed", |_| {}, MET, "5"),
            ("CS-5b", "listed", |a| a.charity().on_abnormal_list = Some(true), VIOLATED, "5"),
            ("CS-6", "free", |_| {}, MET, "16"),
            ("CS-6", "five years", |a| crime(a, Some("2021-07-01")), VIOLATED, "16"),
            ("CS-6", "a day more", |a| crime(a, Some("2021-06-30")), MET, "16"),
            ("CS-6", "serving", |a| crime(a, None), VIOLATED, "16"),
            ("CS-6", "revoked body", |a| revoked(a, "2021-07-01"), VIOLATED, "16"),
            ("CS-6", "long revoked", |a| revoked(a, "2021-06-30"), MET, "16"),
            (
                "CS-6",
                "no capacity",
                |a| a.charity().officers[0].full_capacity = Some(false),
                VIOLATED,
                "16",
            ),
            ("CS-6", "nobody", |a| a.charity().officers.clear(), UNKNOWN, "16"),
            ("RD-6", "consent", |_| {}, MET, "6"),
            ("RD-6", "none", |a| a.case.opinions.clear(), UNKNOWN, "6"),
            (
                "RD-6",
                "nobody supervises",
                |a| a.organization.supervision = None,
                NOT_APPLICABLE,
                "6",
            ),
            ("RD-7", "all papers", |_| {}, MET, "7"),
            ("RD-7", "no audit", |a| without(a, DocumentKind::FinancialAudit), VIOLATED, "7"),
            ("RD-7", "no minutes", |a| without(a, DocumentKind::Resolution), VIOLATED, "7"),
            ("RD-7", "no application", |a| without(a, DocumentKind::Application), VIOLATED, "7"),
            (
                "RD-7",
                "a foundation without an audit",
                |a| {
                    a.organization.kind = OrganizationKind::Foundation;
                    without(a, DocumentKind::FinancialAudit);
                },
                MET,
                "7",
            ),
            ("CS-8", "an association", |_| {}, MET, "8"),
            (
                "CS-8",
                "a partnership",
                |a| a.organization.items.legal_form = Some(LegalForm::Partnership),
                VIOLATED,
                "8",
            ),
        ],
    );
    let mut asked = charity();
    penalized(&mut asked, Some("2024-07-01"));
    assert_eq!(asked.finding("CS-5a").unwrap().possible_from, Some(day("2026-07-02")));
}

/// Until 2024-09-04 only what was founded before the law was published (2016-03-16).
#[test]
fn who_could_be_recognized_before_2024() {
    fn founded(a: &mut Asked, on: &str, founded: Option<&str>) {
        (a.on, a.organization.established_on) = (day(on), founded.map(day));
    }
    table(
        charity,
        &[
            ("CS-4", "before", |a| founded(a, "2024-09-04", Some("2016-03-15")), MET, "10 ¶2"),
            (
                "CS-4",
                "that day",
                |a| founded(a, "2024-09-04", Some("2016-03-16")),
                VIOLATED,
                "10 ¶2",
            ),
            ("CS-4", "unknown", |a| founded(a, "2024-09-04", None), UNKNOWN, "10 ¶2"),
            ("CS-4", "since then any", |a| founded(a, "2024-09-05", Some("2020-01-01")), None, ""),
        ],
    );
}

fn fundraising() -> Asked {
    let stated = FundraisingParticulars { sound_governance: Some(true) };
    let mut asked = Asked::new(OrganizationKind::Foundation, Requested::Fundraising(stated));
    let Origin::Established { basis, .. } = asked.organization.origin.clone() else {
        panic!("established")
    };
    let since = day("2025-07-01");
    asked.organization.charity = Some(CharityStatus { since, basis, fundraising_since: None });
    asked
}

/// One year since 2024-09-05, two before.
#[test]
fn public_fundraising() {
    fn since(a: &mut Asked, since: &str, on: &str) {
        a.organization.charity.as_mut().unwrap().since = day(since);
        a.on = day(on);
    }
    table(
        fundraising,
        &[
            ("CS-7", "a year", |_| {}, MET, "22"),
            ("CS-7", "a day less", |a| since(a, "2025-07-02", "2026-07-01"), VIOLATED, "22"),
            ("CS-7", "two years then", |a| since(a, "2022-09-04", "2024-09-04"), MET, "22"),
            ("CS-7", "a day less then", |a| since(a, "2022-09-05", "2024-09-04"), VIOLATED, "22"),
            ("CS-7", "a year from then on", |a| since(a, "2023-09-05", "2024-09-05"), MET, "22"),
            ("CS-7", "no charity", |a| a.organization.charity = None, VIOLATED, "22"),
            (
                "CS-7",
                "qualified already",
                |a| a.organization.charity.as_mut().unwrap().fundraising_since = Some(a.on),
                VIOLATED,
                "22",
            ),
            ("CS-7b", "sound", |_| {}, MET, "22"),
            (
                "CS-7b",
                "not sound",
                |a| {
                    a.request = Requested::Fundraising(FundraisingParticulars {
                        sound_governance: Some(false),
                    });
                },
                VIOLATED,
                "22",
            ),
        ],
    );
    let mut asked = fundraising();
    since(&mut asked, "2025-07-02", "2026-07-01");
    assert_eq!(asked.finding("CS-7").unwrap().possible_from, Some(day("2026-07-02")));
}
