//! Sources without codes are found by their names: the one organization that bears it now.
//!
//! What may not enter: names that are merely alike.

use shuniu_core::text::Text;

use crate::{Registry, RegistryError};

impl Registry {
    /// The code of the one organization that bears a name; or why there is none.
    pub(super) fn code_of_bearer(&self, name: &str) -> Result<Result<String, Text>, RegistryError> {
        let bearers = self.store.read_one(|r| r.organizations_by_name(name))?;
        let mut codes = bearers.into_iter().filter_map(|bearer| bearer.uscc);
        Ok(match (codes.next(), codes.next()) {
            (Some(code), None) => Ok(code),
            (None, _) => Err(unknown_name()),
            (Some(_), Some(_)) => Err(several_bearers()),
        })
    }
}

fn unknown_name() -> Text {
    Text::new(
        "登记簿中没有使用此名称的组织；请填写统一社会信用代码，或者先录入该组织。",
        "No organization bears this name; give its code, or enter the organization first.",
    )
}

fn several_bearers() -> Text {
    Text::new(
        "有几个组织使用此名称；请填写统一社会信用代码。",
        "Several organizations bear this name; give the code.",
    )
}
