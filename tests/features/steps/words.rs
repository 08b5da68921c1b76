//! Words of the regulation for fields, values and days.

use chrono::NaiveDate;
use serde_json::{Value, json};

/// Words for the fields of applications, acts, answers, cases and records. What is not here
/// is written as a JSON pointer.
const FIELDS: &[(&str, &str)] = &[
    ("名称", "/name"),
    ("名称中的行政区划", "/name_parts/division"),
    ("名称中的行业领域", "/name_parts/field"),
    ("名称中的组织形式", "/name_parts/form"),
    ("字号", "/name_parts/brand"),
    ("登记形式", "/institution/legal_form"),
    ("全部资产", "/institution/assets_yuan"),
    ("非国有资产", "/institution/non_state_assets_yuan"),
    ("场所使用权", "/institution/premises"),
    ("开办资金", "/funds_yuan"),
    ("原始基金", "/funds_yuan"),
    ("公募", "/foundation/public_raising"),
    ("到账货币资金", "/foundation/paid_in_yuan"),
    ("理事任期", "/foundation/term_years"),
    ("使特定对象受益", "/foundation/names_beneficiaries"),
    ("监事", "/foundation/supervisors"),
    ("秘书长为现职国家工作人员", "/officers/1/foundation/serving_official"),
    ("理事长为内地居民", "/officers/0/foundation/mainland_resident"),
    ("秘书长刑期届满日", "/officers/1/foundation/sentence_ended_on"),
    ("登记管理机关", "/registrar"),
    ("业务主管单位", "/route/supervisory_unit"),
    ("住所", "/domicile"),
    ("宗旨", "/purpose"),
    ("业务范围", "/business_scope"),
    ("活动地域", "/activity_area"),
    ("营利性经营活动", "/for_profit_business"),
    ("个人会员", "/members_persons"),
    ("单位会员", "/members_units"),
    ("会员总数", "/members_units+members_persons"),
    ("国家机关会员", "/members_state_organs"),
    ("活动资金", "/funds_yuan"),
    ("专职工作人员", "/full_time_staff"),
    ("另行成立的必要性", "/need_for_another"),
    ("直接登记类别", "/route/basis/class"),
    ("直接登记领域", "/route/basis/field"),
    ("政策依据", "/route/basis/policy_document"),
    ("发起人的政治权利声明", "/founders/0/declaration/deprived_of_political_rights"),
    ("发起人的行为能力声明", "/founders/0/declaration/full_capacity"),
    ("会长的政治权利声明", "/officers/0/declaration/deprived_of_political_rights"),
    ("会长的行为能力声明", "/officers/0/declaration/full_capacity"),
    ("会长的身份号码", "/officers/0/person/identity_number"),
    ("会长任法定代表人", "/officers/0/legal_representative"),
    ("秘书长的政治权利声明", "/officers/1/declaration/deprived_of_political_rights"),
    ("秘书长的行为能力声明", "/officers/1/declaration/full_capacity"),
    ("秘书长的身份号码", "/officers/1/person/identity_number"),
    ("秘书长任法定代表人", "/officers/1/legal_representative"),
    ("提交的文件", "/documents"),
    ("章程事项", "/charter_items"),
    ("理由", "/reasons"),
    ("帮助措施", "/help"),
    ("审查意见", "/report"),
    ("违反第四条的证据", "/against_article_4"),
    ("确有必要另行成立", "/another_is_needed"),
    ("弄虚作假", "/fraud"),
    ("其他禁止情形", "/other_prohibition"),
    ("审查不符合的规定", "/not_met"),
    ("起始日", "/from"),
    ("终止日", "/to"),
    ("事由", "/reason"),
    ("告知书编号", "/notice_number"),
    ("办理日", "/on"),
    ("收件日", "/received_on"),
    ("决定书编号", "/decision_number"),
    ("行政复议期限", "/remedies/reconsideration_until"),
    ("行政诉讼期限", "/remedies/suit_until"),
    ("逾期默认受理", "/accepted_by_silence"),
    ("期限起算日", "/due/start"),
    ("期限届满日", "/due/deadline/last_day"),
    ("期限为暂定", "/due/deadline/provisional"),
    ("原届满日", "/due/deadline/moved_from"),
    ("统一社会信用代码", "/uscc"),
    ("成立日期", "/established_on"),
    ("法定代表人", "/legal_representative"),
    ("机关", "/registrar/name"),
    ("现业务主管单位", "/supervision/unit/name"),
    ("业务主管", "/supervision"),
    ("直接登记依据", "/direct_registration/policy_document"),
    ("证书编号", "/certificate/number"),
    ("证书送达日", "/certificate/delivered_on"),
    ("证书应送达日", "/certificate/deliver_by/last_day"),
];

const DOCUMENTS: &[(&str, &str)] = &[
    ("清算报告", "liquidation_report"),
    ("登记申请书", "application"),
    ("验资报告", "capital_verification"),
    ("场所使用权证明", "premises_right"),
    ("发起人和拟任负责人基本情况", "founders_and_officers"),
    ("章程草案", "draft_charter"),
    ("名称使用批准文件", "name_approval"),
    ("执业许可证", "practice_licence"),
    ("财务审计报告", "financial_audit"),
    ("会议纪要", "resolution"),
    ("申请书", "application"),
    ("批准成立文件", "statutory_approval"),
];

const CHARTER: &[(&str, &str)] = &[
    ("名称、住所", "name_and_domicile"),
    ("宗旨、业务范围和活动地域", "purpose_scope_and_area"),
    ("会员资格及其权利、义务", "membership"),
    ("民主的组织管理制度，执行机构的产生程序", "democratic_organization"),
    ("负责人的条件和产生、罢免的程序", "officers"),
    ("资产管理和使用的原则", "assets"),
    ("章程的修改程序", "amendment"),
    ("终止程序和终止后资产的处理", "termination"),
    ("应当由章程规定的其他事项", "other"),
    ("不得分配盈余", "no_distribution"),
    ("理事会的组成、职权和议事规则", "council"),
];

const ISSUED: &[(&str, &str)] = &[
    ("登记证书", "certificate"),
    ("公告", "public_notice"),
    ("注销证明", "deregistration"),
    ("不予登记决定书", "refusal"),
    ("补正告知书", "correction_notice"),
    ("不予受理决定书", "non_acceptance"),
    ("受理通知书", "acceptance_receipt"),
];

fn find(table: &'static [(&str, &str)], word: &str) -> Option<&'static str> {
    table.iter().find(|(w, _)| *w == word).map(|(_, id)| *id)
}

/// The JSON pointer of a field.
pub fn pointer(word: &str) -> String {
    let known = find(FIELDS, word).map(ToOwned::to_owned);
    known.unwrap_or_else(|| {
        assert!(word.starts_with('/'), "no such word: {word}");
        word.to_owned()
    })
}

/// The field as the facts of a finding name it.
pub fn fact(word: &str) -> String {
    match find(FIELDS, word) {
        Some(pointer) => pointer.trim_start_matches('/').replace('/', "."),
        None => word.to_owned(),
    }
}

/// The kind of a document to be filed.
pub fn document(word: &str) -> Option<&'static str> {
    find(DOCUMENTS, word)
}

/// The key of an item of the charter.
pub fn charter_item(word: &str) -> Option<&'static str> {
    find(CHARTER, word)
}

/// The kind of a document that an act issues.
pub fn issued(word: &str) -> &'static str {
    find(ISSUED, word).unwrap_or_else(|| panic!("no such document: {word}"))
}

/// A day: 2026年5月4日.
pub fn day(text: &str) -> Option<NaiveDate> {
    let (year, rest) = text.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let of_month = rest.strip_suffix('日')?;
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, of_month.parse().ok()?)
}

/// A day that must be one.
pub fn must_day(text: &str) -> NaiveDate {
    day(text).unwrap_or_else(|| panic!("not a day: {text}"))
}

/// A value as it is sent or answered: 是, 否, 空, a day, a number, or text in quotes.
pub fn value(text: &str) -> Value {
    match text {
        "是" => json!(true),
        "否" => json!(false),
        "空" => Value::Null,
        _ => day(text).map_or_else(
            || serde_json::from_str(text).unwrap_or_else(|_| json!(text)),
            |d| json!(d),
        ),
    }
}

/// Puts a value at a pointer, making objects on the way.
pub fn put(target: &mut Value, pointer: &str, value: Value) {
    let mut place = target;
    for key in pointer.split('/').skip(1) {
        place = match key.parse::<usize>() {
            Ok(index) if place.is_array() => &mut place[index],
            _ => &mut place[key],
        };
    }
    *place = value;
}

/// Takes away what is at a pointer.
pub fn take(target: &mut Value, pointer: &str) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let parent = target.pointer_mut(parent).unwrap_or_else(|| panic!("nothing at {pointer}"));
    let taken = match parent {
        Value::Object(map) => map.remove(key),
        Value::Array(items) => Some(items.remove(key.parse().unwrap())),
        _ => None,
    };
    assert!(taken.is_some(), "nothing at {pointer}");
}
