//! Rules: an id and an article from the rulebook, and a function from a situation to an outcome.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Citation, Finding, Law, Numbers, Outcome, Verdict, rulebook::Mark};
use crate::{identity::DivisionCode, organization::OrganizationKind, text::Text};

/// The text of a rule as it stands in the rulebook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleText {
    /// Stable id, for example `ST-10a`.
    pub id: String,
    /// Key of the article.
    pub article: String,
    /// First day in force.
    pub from: NaiveDate,
    /// Last day in force; none while it is open.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// The condition in plain Chinese.
    pub zh: String,
    /// The condition in plain English.
    pub en: String,
    /// What the person concerned can do about it, in Chinese.
    pub remedy_zh: String,
    /// The same in English.
    pub remedy_en: String,
    /// The kinds of organization that it is for, where its regulation is about more.
    #[serde(default)]
    pub kinds: Vec<OrganizationKind>,
    /// The parameters that the rule may ask for.
    #[serde(default)]
    pub parameters: Vec<String>,
    /// How well the article was read in its source.
    #[serde(default)]
    pub mark: Mark,
}

/// A rule in code: the id of its text, and the condition.
pub struct Rule<S: ?Sized> {
    /// Id of the [`RuleText`] in the rulebook.
    pub id: &'static str,
    /// The condition.
    pub check: fn(&S, &Numbers<'_>) -> Outcome,
}

/// Examines the rules named in `ids`, in that order, under the law of `day` in `jurisdiction`.
///
/// A rule that is not in force on the day gives no finding. An id without code gives none
/// either; a test holds that the catalogue names no such id.
pub fn examine<S: ?Sized>(
    law: &Law,
    rules: &[&[Rule<S>]],
    ids: &[&str],
    situation: &S,
    day: NaiveDate,
    jurisdiction: DivisionCode,
) -> Vec<Finding> {
    ids.iter()
        .filter_map(|id| {
            let rule = rules.iter().flat_map(|room| room.iter()).find(|r| r.id == *id)?;
            let (text, citation) = law.rule_in_force(id, day)?;
            let numbers = Numbers::new(law, text, day, jurisdiction);
            let outcome = (rule.check)(situation, &numbers);
            Some(finding(text, citation, outcome, numbers))
        })
        .collect()
}

fn finding(text: &RuleText, citation: Citation, outcome: Outcome, numbers: Numbers<'_>) -> Finding {
    let (verdict, facts, missing, possible_from) = match outcome {
        Outcome::Met => (Verdict::Met, Vec::new(), Vec::new(), None),
        Outcome::NotApplicable => (Verdict::NotApplicable, Vec::new(), Vec::new(), None),
        Outcome::Violated { facts, possible_from } => {
            (Verdict::Violated, facts, Vec::new(), possible_from)
        }
        Outcome::Unknown { missing, facts } => (Verdict::Unknown, facts, missing, None),
    };
    let remedy = match verdict {
        Verdict::Violated => Some(Text::new(&text.remedy_zh, &text.remedy_en)),
        Verdict::Unknown => Some(supply()),
        Verdict::Met | Verdict::NotApplicable => None,
    };
    Finding {
        rule: text.id.clone(),
        outcome: verdict,
        mark: text.mark,
        citation,
        text: Text::new(&text.zh, &text.en),
        remedy,
        facts,
        missing,
        parameters: numbers.into_used(),
        possible_from,
    }
}

/// What to do when a fact is missing: it is not said to be wrong.
fn supply() -> Text {
    Text::new(
        "缺少 missing 所列事实，请补充或者等待审查认定。",
        "Supply the facts listed in missing, or wait for the examination.",
    )
}
