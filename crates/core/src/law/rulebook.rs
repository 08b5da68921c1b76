//! The rulebook: reading and checking the files, and picking what is in force on a day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Citation, Parameter, ParameterValue, RuleText};
use crate::{identity::DivisionCode, organization::OrganizationKind, text::Text};

/// The compiled-in rulebook: one file per regulation.
const FILES: &[(&str, &str)] = &[
    ("civil_code", include_str!("../../rulebook/civil_code.toml")),
    ("associations", include_str!("../../rulebook/associations.toml")),
    ("service_institutions", include_str!("../../rulebook/service_institutions.toml")),
    (
        "service_institution_measures",
        include_str!("../../rulebook/service_institution_measures.toml"),
    ),
    ("foundations", include_str!("../../rulebook/foundations.toml")),
    ("direct_registration", include_str!("../../rulebook/direct_registration.toml")),
    ("licensing", include_str!("../../rulebook/licensing.toml")),
    ("names", include_str!("../../rulebook/names.toml")),
    ("supervisory_units", include_str!("../../rulebook/supervisory_units.toml")),
    ("batch_transfer", include_str!("../../rulebook/batch_transfer.toml")),
    ("affiliation_rules", include_str!("../../rulebook/affiliation_rules.toml")),
    ("hubs", include_str!("../../rulebook/hubs.toml")),
    ("hub_rules", include_str!("../../rulebook/hub_rules.toml")),
    ("outline", include_str!("../../rulebook/outline.toml")),
    ("decoupling_plan", include_str!("../../rulebook/decoupling_plan.toml")),
    ("decoupling_notice", include_str!("../../rulebook/decoupling_notice.toml")),
    ("decoupling_rules", include_str!("../../rulebook/decoupling_rules.toml")),
    ("association_officers", include_str!("../../rulebook/association_officers.toml")),
    ("serving_cadres", include_str!("../../rulebook/serving_cadres.toml")),
    ("operating_rules", include_str!("../../rulebook/operating_rules.toml")),
    ("exit_rules", include_str!("../../rulebook/exit_rules.toml")),
    ("annual_rules", include_str!("../../rulebook/annual_rules.toml")),
    ("association_inspection", include_str!("../../rulebook/association_inspection.toml")),
    ("institution_inspection", include_str!("../../rulebook/institution_inspection.toml")),
    ("foundation_inspection", include_str!("../../rulebook/foundation_inspection.toml")),
    ("charity_spending", include_str!("../../rulebook/charity_spending.toml")),
    ("charity_spending_2016", include_str!("../../rulebook/charity_spending_2016.toml")),
    ("credit_information", include_str!("../../rulebook/credit_information.toml")),
    ("credit_repair", include_str!("../../rulebook/credit_repair.toml")),
    ("credit_rules", include_str!("../../rulebook/credit_rules.toml")),
    ("correction_rules", include_str!("../../rulebook/correction_rules.toml")),
    ("penalty_law", include_str!("../../rulebook/penalty_law.toml")),
    ("penalty_procedure", include_str!("../../rulebook/penalty_procedure.toml")),
    ("penalty_rules", include_str!("../../rulebook/penalty_rules.toml")),
    ("evaluation", include_str!("../../rulebook/evaluation.toml")),
    ("evaluation_2010", include_str!("../../rulebook/evaluation_2010.toml")),
    ("evaluation_rules", include_str!("../../rulebook/evaluation_rules.toml")),
    ("procurement", include_str!("../../rulebook/procurement.toml")),
    ("charity_disclosure", include_str!("../../rulebook/charity_disclosure.toml")),
    ("party_building", include_str!("../../rulebook/party_building.toml")),
    ("cadres", include_str!("../../rulebook/cadres.toml")),
    ("civil_servants", include_str!("../../rulebook/civil_servants.toml")),
    ("charity_law", include_str!("../../rulebook/charity_law.toml")),
    ("charity_recognition", include_str!("../../rulebook/charity_recognition.toml")),
    ("community_organizations", include_str!("../../rulebook/community_organizations.toml")),
    ("illegal_organizations", include_str!("../../rulebook/illegal_organizations.toml")),
    ("remedies", include_str!("../../rulebook/remedies.toml")),
];

/// How well a number or article was read in its source.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// The article's own text was read.
    #[default]
    Verified,
    /// A summary of the article was read, not the article.
    SecondHand,
    /// From memory; check the official text before relying on it.
    Memory,
    /// A rule of the house, not of the law.
    House,
}

impl Mark {
    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::SecondHand => "second_hand",
            Self::Memory => "memory",
            Self::House => "house",
        }
    }
}

/// A version of a regulation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    /// Short name, for example `2016`.
    pub id: String,
    /// First day in force.
    pub from: NaiveDate,
    /// The document that made it, where its number is known.
    #[serde(default)]
    pub document: Option<String>,
}

/// A regulation with its versions, articles, parameters and rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regulation {
    /// Key, for example `ST`.
    pub id: String,
    /// Title in Chinese.
    pub zh: String,
    /// Title in English.
    pub en: String,
    /// The day when somebody last read the source.
    pub read_on: NaiveDate,
    /// The kinds of organization that it is about; empty for all.
    #[serde(default)]
    pub kinds: Vec<OrganizationKind>,
    /// Versions in order of their first day.
    #[serde(rename = "version")]
    pub versions: Vec<Version>,
    /// Articles that rules and parameters cite: key and subject.
    pub articles: BTreeMap<String, String>,
    /// Dated parameters.
    #[serde(default, rename = "parameter")]
    pub parameters: Vec<Parameter>,
    /// Rules.
    #[serde(default, rename = "rule")]
    pub rules: Vec<RuleText>,
}

impl Regulation {
    fn cite(&self, article: &str, day: NaiveDate) -> Option<Citation> {
        let version = self.versions.iter().rev().find(|v| v.from <= day)?;
        Some(Citation {
            regulation: self.id.clone(),
            title: Text::new(&self.zh, &self.en),
            article: article.to_owned(),
            version: version.id.clone(),
            version_from: version.from,
        })
    }
}

/// A local rulebook: a city that asks for more than the nation does.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LocalRulebook {
    jurisdiction: DivisionCode,
    id: String,
    zh: String,
    en: String,
    read_on: NaiveDate,
    #[serde(rename = "override")]
    overrides: Vec<LocalOverride>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LocalOverride {
    parameter: String,
    article: String,
    from: NaiveDate,
    #[serde(default)]
    to: Option<NaiveDate>,
    number: i64,
}

/// Why a rulebook was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum RulebookError {
    /// The file is not well formed.
    #[error("rulebook {file}: {message}")]
    Form {
        /// Which file.
        file: String,
        /// What is wrong and where.
        message: String,
    },
    /// A rule or parameter cites an article that the file does not list.
    #[error("rulebook {file}: {item} cites article {article}, which the file does not list")]
    NoSuchArticle {
        /// Which file.
        file: String,
        /// Rule or parameter.
        item: String,
        /// The article cited.
        article: String,
    },
    /// A rule names a parameter that no regulation has, or an id stands twice.
    #[error("rulebook {file}: {item}: {message}")]
    Reference {
        /// Which file.
        file: String,
        /// Rule or parameter.
        item: String,
        /// What is wrong.
        message: String,
    },
    /// A local override would be laxer than the national number.
    #[error(
        "local rulebook {file}: {parameter} = {number} is laxer than the national {national}; a city may only be stricter"
    )]
    Laxer {
        /// Which file.
        file: String,
        /// The parameter.
        parameter: String,
        /// The local number.
        number: i64,
        /// The national number.
        national: i64,
    },
}

/// All regulations, and the local overrides that were loaded.
#[derive(Debug, Clone, Default)]
pub struct Law {
    regulations: Vec<Regulation>,
    local: Vec<LocalRulebook>,
}

impl Law {
    /// The compiled-in rulebook, checked.
    ///
    /// # Errors
    /// [`RulebookError`] when a file is not well formed or cites what is not there.
    pub fn built_in() -> Result<Self, RulebookError> {
        Self::from_files(FILES)
    }

    /// A rulebook from the texts of its files (name, TOML), checked.
    ///
    /// # Errors
    /// [`RulebookError`] as for [`Law::built_in`].
    pub fn from_files(files: &[(&str, &str)]) -> Result<Self, RulebookError> {
        let mut law = Self::default();
        for (file, text) in files {
            law.regulations.push(toml::from_str(text).map_err(|e| form(file, &e))?);
        }
        law.check()?;
        Ok(law)
    }

    /// Adds a local rulebook (TOML): numbers that a city sets more strictly than the nation.
    ///
    /// # Errors
    /// [`RulebookError`] when it is not well formed, names an unknown parameter, or is laxer
    /// than the national number on the day when it starts.
    pub fn with_local(mut self, file: &str, text: &str) -> Result<Self, RulebookError> {
        let local: LocalRulebook = toml::from_str(text).map_err(|e| form(file, &e))?;
        for o in &local.overrides {
            let reference = |message: &str| RulebookError::Reference {
                file: file.to_owned(),
                item: o.parameter.clone(),
                message: message.to_owned(),
            };
            let (_, parameter) =
                self.parameter(&o.parameter).ok_or_else(|| reference("no such parameter"))?;
            let national = parameter
                .on(o.from)
                .and_then(|v| v.number)
                .ok_or_else(|| reference("no national number is in force on that day"))?;
            if parameter.stricter.is_laxer(Some(o.number), Some(national)) {
                return Err(RulebookError::Laxer {
                    file: file.to_owned(),
                    parameter: o.parameter.clone(),
                    number: o.number,
                    national,
                });
            }
        }
        self.local.push(local);
        Ok(self)
    }

    /// The regulations, in the order of the rulebook.
    #[must_use]
    pub fn regulations(&self) -> &[Regulation] {
        &self.regulations
    }

    /// A rule's text by id, with its regulation.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<(&Regulation, &RuleText)> {
        self.regulations.iter().find_map(|r| Some((r, r.rules.iter().find(|x| x.id == id)?)))
    }

    /// The kinds of organization that a rule is for: its own list, else its regulation's; empty
    /// for all.
    #[must_use]
    pub fn kinds_of(&self, id: &str) -> &[OrganizationKind] {
        match self.rule(id) {
            Some((_, rule)) if !rule.kinds.is_empty() => &rule.kinds,
            Some((regulation, _)) => &regulation.kinds,
            None => &[],
        }
    }

    /// Those of `rules` that speak about this kind of organization, in their order.
    #[must_use]
    pub fn for_kind<'r>(&self, rules: &[&'r str], kind: OrganizationKind) -> Vec<&'r str> {
        let speaks = |id: &&&str| {
            let kinds = self.kinds_of(id);
            kinds.is_empty() || kinds.contains(&kind)
        };
        rules.iter().filter(speaks).copied().collect()
    }

    /// A parameter by id, with its regulation.
    #[must_use]
    pub fn parameter(&self, id: &str) -> Option<(&Regulation, &Parameter)> {
        self.regulations.iter().find_map(|r| Some((r, r.parameters.iter().find(|p| p.id == id)?)))
    }

    /// A rule's text and citation, when it is in force on `day`.
    #[must_use]
    pub fn rule_in_force(&self, id: &str, day: NaiveDate) -> Option<(&RuleText, Citation)> {
        let (regulation, rule) = self.rule(id)?;
        if day < rule.from || rule.to.is_some_and(|to| to < day) {
            return None;
        }
        Some((rule, regulation.cite(&rule.article, day)?))
    }

    /// The value of a parameter in force on `day` in `jurisdiction`, with where it stands:
    /// the local number where a loaded local rulebook of that place sets one, else the
    /// national one.
    #[must_use]
    pub fn value_in_force(
        &self,
        id: &str,
        day: NaiveDate,
        jurisdiction: DivisionCode,
    ) -> Option<(ParameterValue, Citation)> {
        let (regulation, parameter) = self.parameter(id)?;
        let national = parameter.on(day)?;
        if let Some((value, citation)) = self.local_value(id, day, jurisdiction)
            // The nation may have become stricter since the city set its number.
            && !parameter.stricter.is_laxer(value.number, national.number)
        {
            return Some((value, citation));
        }
        Some((national.clone(), regulation.cite(&parameter.article, day)?))
    }

    /// The number of a parameter in force on `day` in `jurisdiction`.
    #[must_use]
    pub fn number(&self, id: &str, day: NaiveDate, jurisdiction: DivisionCode) -> Option<i64> {
        self.value_in_force(id, day, jurisdiction)?.0.number
    }

    /// The list of a parameter in force on `day` in `jurisdiction`; empty when there is none.
    #[must_use]
    pub fn list(&self, id: &str, day: NaiveDate, jurisdiction: DivisionCode) -> Vec<String> {
        self.value_in_force(id, day, jurisdiction).map(|(v, _)| v.list).unwrap_or_default()
    }

    fn local_value(
        &self,
        id: &str,
        day: NaiveDate,
        jurisdiction: DivisionCode,
    ) -> Option<(ParameterValue, Citation)> {
        let in_place = self.local.iter().filter(|l| l.jurisdiction.contains(&jurisdiction));
        in_place
            .flat_map(|l| l.overrides.iter().map(move |o| (l, o)))
            .filter(|(_, o)| o.parameter == id && o.from <= day && o.to.is_none_or(|to| day <= to))
            // The nearest place speaks last.
            .max_by_key(|(l, o)| (l.jurisdiction.level(), o.from))
            .map(|(l, o)| {
                let value = ParameterValue {
                    from: o.from,
                    to: o.to,
                    number: Some(o.number),
                    list: Vec::new(),
                };
                let citation = Citation {
                    regulation: l.id.clone(),
                    title: Text::new(&l.zh, &l.en),
                    article: o.article.clone(),
                    version: l.read_on.to_string(),
                    version_from: o.from,
                };
                (value, citation)
            })
    }

    fn check(&self) -> Result<(), RulebookError> {
        let mut seen = std::collections::BTreeSet::new();
        for r in &self.regulations {
            let rules = r.rules.iter().map(|x| (&x.id, &x.article));
            let parameters = r.parameters.iter().map(|p| (&p.id, &p.article));
            for (item, article) in rules.chain(parameters) {
                if !r.articles.contains_key(article) {
                    return Err(RulebookError::NoSuchArticle {
                        file: r.id.clone(),
                        item: item.clone(),
                        article: article.clone(),
                    });
                }
                if !seen.insert(item.clone()) {
                    return Err(reference(r, item, "this id stands twice"));
                }
            }
            for rule in &r.rules {
                for p in &rule.parameters {
                    if self.parameter(p).is_none() {
                        return Err(reference(r, &rule.id, &format!("no parameter {p}")));
                    }
                }
            }
        }
        Ok(())
    }
}

fn form(file: &str, error: &toml::de::Error) -> RulebookError {
    RulebookError::Form { file: file.to_owned(), message: error.to_string() }
}

fn reference(regulation: &Regulation, item: &str, message: &str) -> RulebookError {
    RulebookError::Reference {
        file: regulation.id.clone(),
        item: item.to_owned(),
        message: message.to_owned(),
    }
}
