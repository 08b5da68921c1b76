//! The requests that tests send again and again.

use shuniu_core::{act::ActRequest, case::NotMet};

use super::day;

pub fn consent() -> ActRequest {
    ActRequest::GiveConsent {
        document_number: Some("朝教函〔2026〕1号".to_owned()),
        dated: None,
        reasons: None,
    }
}

pub fn decline() -> ActRequest {
    ActRequest::DeclineConsent {
        reasons: "业务范围不属于本部门".to_owned(),
        help: Some("请向文化和旅游局提出".to_owned()),
    }
}

/// An examination that found nothing against the application.
pub fn examination() -> ActRequest {
    ActRequest::ExamineApplication {
        against_article_4: None,
        another_is_needed: None,
        fraud: None,
        other_prohibition: None,
        not_met: Vec::new(),
        report: "符合条件".to_owned(),
    }
}

/// An examination that found rules not met, whatever the application states.
pub fn examination_not_met(rules: &[&str]) -> ActRequest {
    let found =
        |rule: &&str| NotMet { rule: (*rule).to_owned(), reason: "现场核查不符".to_owned() };
    let mut request = examination();
    if let ActRequest::ExamineApplication { not_met, .. } = &mut request {
        *not_met = rules.iter().map(found).collect();
    }
    request
}

/// An examination that found fraud.
pub fn examination_with_fraud() -> ActRequest {
    ActRequest::ExamineApplication {
        against_article_4: None,
        another_is_needed: None,
        fraud: Some("验资报告系伪造".to_owned()),
        other_prohibition: None,
        not_met: Vec::new(),
        report: "弄虚作假".to_owned(),
    }
}

pub fn refuse(grounds: &[&str]) -> ActRequest {
    ActRequest::RefuseApplication {
        grounds: grounds.iter().map(|g| (*g).to_owned()).collect(),
        reasons: "不符合条件".to_owned(),
    }
}

pub fn withdraw() -> ActRequest {
    ActRequest::WithdrawApplication { reason: None }
}

pub fn exclude(from: &str, to: &str) -> ActRequest {
    ActRequest::ExcludePeriod {
        from: day(from),
        to: day(to),
        reason: "听证".to_owned(),
        notice_number: "110105告〔2026〕1号".to_owned(),
    }
}
