//! What a printed statement says: who it is and where it stands, whatever warns whoever relies on it, how it is checked.
//! The whole record is in the attached file.
//!
//! What may not enter: figures of the law; everything here is taken from the statement.

use shuniu_core::{organization::PublicRecord, text::Text};

use super::{PaperError, Printed, Writer, code};

/// The title, Chinese and English.
pub(super) const TITLE: (&str, &str) =
    ("社会组织登记信息证明", "Extract from the register of social organizations");
/// Sizes in points, and the side of the QR code (60 mm).
const BIG: f32 = 18.0;
const PLAIN: f32 = 10.0;
const SMALL: f32 = 8.5;
const CODE: f32 = 170.0;

/// Writes the statement.
pub(super) fn write(page: &mut Writer<'_>, printed: &Printed<'_>) -> Result<(), PaperError> {
    let statement = printed.statement;
    page.paragraph(TITLE.0, BIG)?;
    page.paragraph(TITLE.1, PLAIN)?;
    page.space(PLAIN);
    for (label, value) in rows(printed.record, &statement.as_of) {
        page.row(&format!("{} {}", label.zh, label.en), &value, PLAIN)?;
    }
    page.space(PLAIN);
    let (as_of, known_at) = (&statement.as_of, &statement.known_at);
    page.paragraph(
        &format!("以上为登记簿截至 {as_of} 的记载，查询时点 {known_at}（协调世界时）。"),
        PLAIN,
    )?;
    page.paragraph(
        &format!("As the register stood on {as_of}, as known at {known_at} (UTC)."),
        PLAIN,
    )?;
    page.space(PLAIN);
    page.figure(CODE, |x, y| code::path(printed.brief, x, y, CODE), &how_to_check(printed), SMALL)
}

fn how_to_check(printed: &Printed<'_>) -> String {
    let position = printed.statement.position;
    format!(
        "核验 How to check\n\
        右侧二维码为登记机关签名的摘要，附件为声明全文及其日志证明；两者均可离线核验：\n\
        The code is a brief that the register signed, the attached file the whole statement with its proof. Both are \
        checked offline:\n\
        shuniu verify-proof FILE --key KEY\n\
        日志 Log: {}\n\
        日志位置 Position: {position}\n\
        是否仍然有效，在线查询 Whether it still holds:\n\
        {}",
        printed.origin, printed.state,
    )
}

/// The rows, label and value; what an organization does not have gets none.
fn rows(record: &PublicRecord, as_of: &str) -> Vec<(Text, String)> {
    let mut rows = Vec::new();
    let mut row = |zh: &str, en: &str, value: Option<String>| {
        rows.extend(value.filter(|v| !v.is_empty()).map(|v| (Text::new(zh, en), v)));
    };
    let both = |zh: &str, en: &str| if zh == en { zh.to_owned() } else { format!("{zh} {en}") };
    row("名称", "Name", Some(record.name.clone()));
    row("统一社会信用代码", "Unified social credit code", Some(record.uscc.to_string()));
    row("类别", "Kind", Some(both(&record.kind.zh, &record.kind.en)));
    row("状态", "Status", Some(both(&record.status.zh, &record.status.en)));
    row("登记管理机关", "Registrar", Some(record.registrar.name.clone()));
    row("行政区划", "Division", Some(both(&record.division.zh, &record.division.en)));
    row("成立日期", "Established on", record.established_on.map(|day| day.to_string()));
    row("法定代表人", "Legal representative", record.legal_representative.clone());
    row("住所", "Domicile", record.domicile.clone());
    row("业务范围", "Business scope", record.business_scope.clone());
    row("活动地域", "Area of activity", record.activity_area.clone());
    row("注册资金（元）", "Registered funds (yuan)", record.funds_yuan.map(|y| y.to_string()));
    row(
        "业务主管单位",
        "Supervisory unit",
        record.supervision.as_ref().map(|s| s.unit.name.clone()),
    );
    let direct = record.direct_registration.as_ref().map(|d| d.policy_document.clone());
    row("直接登记依据", "Registered directly under", direct);
    row("登记证书", "Certificate", certificate(record));
    row("慈善组织", "Charity since", record.charity.as_ref().map(|c| c.since.to_string()));
    let raising = record.charity.as_ref().and_then(|c| c.fundraising_since);
    row("公开募捐资格", "May raise funds from the public since", raising.map(|d| d.to_string()));
    for (label, value) in warnings(record, as_of) {
        row(&label.zh, &label.en, Some(value));
    }
    rows
}

fn certificate(record: &PublicRecord) -> Option<String> {
    let certificate = record.certificate.as_ref()?;
    let validity = certificate.valid_from.map(|from| {
        let to = certificate.valid_to.map_or_else(|| "长期 no end".to_owned(), |to| to.to_string());
        format!("，{from} — {to}")
    });
    let lost = certificate.lost_on.map(|lost| format!("，{lost} 报失 reported lost"));
    let (validity, lost) = (validity.unwrap_or_default(), lost.unwrap_or_default());
    Some(format!("{}{validity}{lost}", certificate.number))
}

/// What whoever relies on the statement must see.
fn warnings(record: &PublicRecord, as_of: &str) -> Vec<(Text, String)> {
    let mut rows = Vec::new();
    for listing in &record.credit {
        // Days are written so that they sort as they follow each other.
        if listing.removed_on.is_none_or(|day| day.to_string().as_str() > as_of) {
            let since = listing.listed_on.map(|day| format!("，{day}")).unwrap_or_default();
            let on = format!("{} {}{since}", listing.list.zh, listing.list.en);
            rows.push((Text::new("列入名录", "Listed"), on));
        }
    }
    for penalty in &record.penalties {
        let measures: Vec<&str> = penalty.measures.iter().map(|m| m.zh.as_str()).collect();
        let text = format!(
            "{}，{}，{}：{}",
            penalty.document_number,
            penalty.authority,
            penalty.decided_on,
            measures.join("；")
        );
        rows.push((Text::new("行政处罚", "Penalty"), text));
    }
    if let Some(until) = record.suspended_until {
        let text = format!("至 until {until}");
        rows.push((Text::new("限期停止活动", "Suspended"), text));
    }
    if let Some(day) = record.rescinded_on {
        rows.push((Text::new("登记被撤销", "Registration rescinded on"), day.to_string()));
    }
    if let Some(liquidation) = &record.liquidation
        && record.ended.is_none()
    {
        let text = format!("{} 成立清算组织 group formed", liquidation.formed_on);
        rows.push((Text::new("清算", "Liquidation"), text));
    }
    if let Some(end) = &record.ended {
        let why = end.ground.map(|g| format!("，{} {}", g.text().zh, g.text().en));
        let text = format!("{}（{}）{}", end.on, end.document_number, why.unwrap_or_default());
        rows.push((Text::new("终止", "Ended on"), text));
    }
    rows
}
