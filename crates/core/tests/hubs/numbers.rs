//! The numbers of these rules, and a city that asks for publicity.

use shuniu_core::{Books, hub::HubRequest};

use crate::{
    cast::{BODY, act, done, nomination, office, recognize, review, reviewer, world},
    support::{books, day, place},
};

#[test]
fn numbers_on_their_days() {
    for (id, on, number) in [
        ("hub.publicity.days", "2008-12-31", None),
        ("hub.publicity.days", "2009-01-01", Some(0)),
        ("hub.withdrawal.days", "2026-06-01", Some(90)),
        ("relation.party_building.max", "2026-06-01", Some(1)),
        ("relation.entrusted.max", "2026-06-01", Some(1)),
        ("transfer.charter.ratification.days", "2018-12-31", None),
        ("transfer.charter.ratification.days", "2019-01-01", Some(365)),
        ("service_institution.supervision_gap.days", "1999-12-27", None),
        ("service_institution.supervision_gap.days", "1999-12-28", Some(90)),
        ("association.supervision_gap.days", "2026-06-01", None),
        ("foundation.supervision_gap.days", "2026-06-01", None),
    ] {
        assert_eq!(books().law.number(id, day(on), place("110105")), number, "{id} on {on}");
    }
    let papers = books().law.list("transfer.documents", day("2026-06-01"), place("110105"));
    assert_eq!(
        papers,
        [
            "application",
            "charter_approval_form",
            "former_charter",
            "draft_charter",
            "resolution",
            "certificate"
        ]
    );
}

const CITY: &str = r#"
jurisdiction = "110000"
id = "BJ"
zh = "本市枢纽办法"
en = "City rules on hubs"
read_on = "2026-01-01"

[[override]]
parameter = "hub.publicity.days"
article = "5"
from = "2026-01-01"
number = 7
"#;

#[test]
fn a_city_may_ask_for_publicity() {
    let law = books().law.clone().with_local("city", CITY).unwrap();
    let mut w = crate::support::World::with_books(Books { law, ..books().clone() });
    w.register = world().register;
    done(&mut w, BODY, HubRequest::Nominate(nomination()), &office(), "2026-02-01");
    done(&mut w, BODY, review(), &reviewer(), "2026-02-02");
    let told = act(&mut w, BODY, recognize("2026-02-20"), &office(), "2026-02-20");
    assert_eq!(told, "refused by HZ-2", "none was recorded");
    let publicize = |from: &str, until: &str| HubRequest::Publicize {
        from: day(from),
        until: day(until),
        place: "政务网站".to_owned(),
    };
    let told = act(&mut w, BODY, publicize("2026-02-10", "2026-02-09"), &office(), "2026-02-10");
    assert_eq!(told, "refused by HZ-5");
    done(&mut w, BODY, publicize("2026-02-03", "2026-02-08"), &office(), "2026-02-03");
    let told = act(&mut w, BODY, recognize("2026-02-20"), &office(), "2026-02-20");
    assert_eq!(told, "refused by HZ-2", "six days are not seven");
    done(&mut w, BODY, publicize("2026-02-04", "2026-02-10"), &office(), "2026-02-04");
    for (on, told) in [("2026-02-10", "refused by HZ-2"), ("2026-02-11", "allowed: hub.recognized")]
    {
        assert_eq!(act(&mut w, BODY, recognize(on), &office(), on), told, "{on}");
    }
}
