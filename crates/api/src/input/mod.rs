//! What clients send: shapes and their limits.
//!
//! Shape only (lengths, ranges, patterns): conditions of the law are examined by the core and
//! answered with their article. A rejected value never appears in an answer or a log.

mod acts;
pub mod annual_lengths;
mod application;
pub mod correction_lengths;
pub mod credit_lengths;
pub mod decoupling_lengths;
pub mod evaluation_lengths;
pub mod exit_lengths;
mod foundation;
pub mod lengths;
pub mod penalty_lengths;
mod requested;

pub use acts::{
    ConsentInput, CorrectionInput, CredentialsInput, DeclineInput, DeliveryInput, EndUnitInput,
    ExaminationInput, ExcludedPeriodInput, ExtensionInput, GroundsInput, LossInput,
    NewAccountInput, Nothing, RefreshInput, ReissueInput, SegmentInput, SignInInput,
    WithdrawalInput,
};
pub use application::EstablishmentInput;
pub use requested::{FilingInput, RequestInput};

use shuniu_core::text::Text;
use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

use crate::problem::Problem;

/// Checks the shape of a body.
///
/// # Errors
/// The problem that names every field that is not in form. The validator's own errors carry
/// the rejected values, so they are turned into pointers and codes here and dropped.
pub fn check(input: &impl Validate) -> Result<(), Problem> {
    let Err(errors) = input.validate() else {
        return Ok(());
    };
    let mut fields = Vec::new();
    collect("", &errors, &mut fields);
    fields.sort();
    Err(fields.into_iter().fold(Problem::malformed(), |problem, (pointer, code)| {
        let text = remedy(&code);
        problem.with_field(pointer, &code, text)
    }))
}

/// A text of which something is left without its spaces.
///
/// # Errors
/// `blank` for one that has nothing but spaces.
pub fn not_blank(text: &str) -> Result<(), ValidationError> {
    if text.trim().is_empty() { Err(ValidationError::new("blank")) } else { Ok(()) }
}

fn collect(prefix: &str, errors: &ValidationErrors, fields: &mut Vec<(String, String)>) {
    for (field, kind) in errors.errors() {
        let pointer = format!("{prefix}/{field}");
        match kind {
            ValidationErrorsKind::Struct(inner) => collect(&pointer, inner, fields),
            ValidationErrorsKind::List(items) => {
                for (index, inner) in items {
                    collect(&format!("{pointer}/{index}"), inner, fields);
                }
            }
            ValidationErrorsKind::Field(found) => {
                fields.extend(found.iter().map(|e| (pointer.clone(), e.code.to_string())));
            }
        }
    }
}

fn remedy(code: &str) -> Text {
    match code {
        "length" => Text::new(
            "长度不在允许范围内；见接口说明。",
            "The length is outside the limits of the API description.",
        ),
        "range" => Text::new(
            "数值不在允许范围内；见接口说明。",
            "The number is outside the limits of the API description.",
        ),
        "blank" => Text::new("不能只有空格。", "Write more than spaces."),
        "sha256" => Text::new("应为 64 位小写十六进制。", "Give 64 lower-case hexadecimal digits."),
        _ => Text::new("格式不正确；见接口说明。", "Not in form; see the API description."),
    }
}
