//! The REST face of the register: parse, authenticate, call, render.
//!
//! No rule of law lives here. Every operation is one function in the room of its resource,
//! with its description beside it; the whole description is generated from the code and
//! committed under `openapi/`, and a test holds the two equal.
//!
//! What may not enter: SQL, rules, a clock.

#![forbid(unsafe_code)]
#![allow(
    clippy::result_large_err,
    reason = "a problem is made once for a refused request; a box would hold the same bytes"
)]

mod accounts;
mod audit;
pub mod auth;
pub mod cases;
mod catalogue;
mod changes;
mod correction;
mod cursor;
mod decoupling;
pub mod deprecation;
mod description;
mod evaluation;
mod exit;
mod extract;
mod health;
mod hubs;
mod input;
pub mod language;
mod law;
pub mod limits;
mod methods;
mod names;
mod organizations;
pub mod outgoing;
mod oversight;
mod position;
pub mod problem;
pub mod proofs;
pub mod push;
mod relations;
mod responses;
mod roll;
pub mod server;
mod session;
pub mod snapshots;
pub mod state;
mod telemetry;
mod units;

use utoipa::{
    Modify, OpenApi,
    openapi::security::{Http, HttpAuthScheme, SecurityScheme},
};
use utoipa_actix_web::{AppExt, scope, service_config::ServiceConfig};

/// The head of the API description.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "shuniu 枢纽: register of social organizations",
        description = "Every answer comes with its law. Acts are POSTs that understand \
            `Idempotency-Key`, `If-Match` and `?dry_run=true`; a refused act answers 422 with \
            `findings`. Lists have opaque cursors; problems follow RFC 9457 and \
            `Accept-Language` (zh, en). With `Min-Position` no answer is of before that position of \
            the log. What is public needs no token."
    ),
    // What only parameters and common responses name is not collected from the bodies.
    components(schemas(
        decoupling::ProgressKey,
        responses::RefusedBody,
        shuniu_core::exit::ExitStage,
        shuniu_core::exit::ExitGround,
        shuniu_core::oversight::annual::AnnualStatus,
        shuniu_core::oversight::ProposalKind,
        shuniu_core::oversight::credit::Purpose,
        shuniu_core::decoupling::DimensionState,
        shuniu_core::organization::Responsible,
        shuniu_core::roll::RollClass
    )),
    modifiers(&Bearer),
    tags(
        (name = "organizations", description = "Social organizations 社会组织"),
        (name = "cases", description = "Applications and their procedure 登记程序"),
        (name = "roll", description = "Bodies beside the register 名册"),
        (name = "hubs", description = "Hub organizations 枢纽型社会组织"),
        (name = "relations", description = "Supervision and other relations 业务主管与其他关系"),
        (name = "decoupling", description = "Departments leave 政社分开、脱钩"),
        (name = "exit", description = "Liquidation and deregistration 清算、注销"),
        (name = "oversight", description = "Annual reports, inspections, warnings, lists of credit, penalties 年检、年报、风险提示、信用名录、行政处罚"),
        (name = "corrections", description = "Record errors, changed facts, acts taken back, orders of courts 更正、撤销、执行裁判"),
        (name = "evaluation", description = "Rounds, applications, ballots, grades 评估"),
        (name = "units", description = "Administrative units 单位"),
        (name = "law", description = "Rules and acts 规则与行为"),
        (name = "feed", description = "Change feed, watch lists, webhooks and public notices 变更、关注清单、推送与公告"),
        (name = "proofs", description = "The log proves itself: heads, tiles, proofs, signed statements 日志证明与状态证明"),
        (name = "session", description = "Sign-in 登录"),
        (name = "accounts", description = "Accounts 账户")
    )
)]
struct Head;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        document.components.get_or_insert_default().add_security_scheme("bearer", scheme);
    }
}

pub(crate) fn base() -> utoipa::openapi::OpenApi {
    Head::openapi()
}

/// Every route of the API.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(
            scope("/api/v1")
                .service(organizations::search_organizations)
                .service(organizations::batch_organizations)
                .service(organizations::list_organizations)
                .service(names::check_name)
                .service(names::list_look_alikes)
                .service(organizations::get_organization)
                .service(organizations::get_organization_view)
                .service(organizations::get_organization_history)
                .service(organizations::get_organization_next_steps)
                .service(organizations::deliver_certificate)
                .service(organizations::file_for_the_record)
                .service(organizations::report_certificate_loss)
                .service(organizations::reissue_certificate)
                .service(organizations::issue_duplicate)
                .configure(case_routes)
                .configure(roll_routes)
                .configure(hub_routes)
                .configure(relation_routes)
                .configure(decoupling_routes)
                .configure(exit_routes)
                .configure(proof_routes)
                .configure(correction_routes)
                .configure(oversight_routes)
                .configure(penalty_routes)
                .configure(evaluation_routes)
                .service(units::list_units)
                .service(units::register_unit)
                .service(units::get_unit)
                .service(units::end_unit)
                .service(units::assign_code_segment)
                .service(law::list_rules)
                .service(law::get_rule)
                .service(law::list_acts)
                .service(changes::list_changes)
                .configure(push_routes)
                .service(changes::list_notices)
                .service(session::sign_in)
                .service(session::system_token)
                .service(session::refresh_session)
                .service(session::sign_out)
                .service(session::whoami)
                .service(accounts::list_accounts)
                .service(accounts::create_account)
                .service(accounts::disable_account)
                .service(audit::list_audit),
        )
        .map(|plain| {
            plain
                .service(catalogue::all)
                .service(catalogue::one)
                .service(health::alive)
                .service(health::ready)
                .service(health::metrics)
                .service(health::jwks)
        });
}

fn roll_routes(config: &mut ServiceConfig<'_>) {
    config
        .service(roll::list_roll)
        .service(roll::enter_exempt_body)
        .service(roll::file_community_organization)
        .service(roll::record_illegal_organization)
        .service(roll::file_branch)
        .service(roll::get_roll_entry)
        .service(roll::end_roll_entry);
}

fn hub_routes(config: &mut ServiceConfig<'_>) {
    config
        .service(hubs::list_hubs)
        .service(hubs::list_hub_fields)
        .service(hubs::get_hub)
        .service(hubs::get_hub_tree)
        .service(hubs::nominate_hub)
        .service(hubs::review_hub)
        .service(hubs::publicize_hub)
        .service(hubs::recognize_hub)
        .service(hubs::decline_hub)
        .service(hubs::authorize_hub)
        .service(hubs::assess_hub)
        .service(hubs::order_hub_rectification)
        .service(hubs::close_hub_rectification)
        .service(hubs::withdraw_hub)
        .service(hubs::complete_hub_withdrawal)
        .service(hubs::list_members)
        .service(hubs::compare_members)
        .service(hubs::get_unit_next_steps);
}

fn relation_routes(config: &mut ServiceConfig<'_>) {
    config
        .service(relations::list_organization_relations)
        .service(relations::list_supervision_gaps)
        .service(relations::list_gone_units)
        .service(relations::begin_relation)
        .service(relations::end_relation)
        .service(relations::suspend_relation)
        .service(relations::resume_relation)
        .service(relations::notify_supervision_ending)
        .service(relations::rescind_supervision_ending)
        .service(relations::plan_member)
        .service(relations::carry_out_member_plan)
        .service(relations::transfer_by_list)
        .service(relations::plan_members);
}

fn decoupling_routes(config: &mut ServiceConfig<'_>) {
    config
        .service(decoupling::list_programmes)
        .service(decoupling::open_programme)
        .service(decoupling::get_programme)
        .service(decoupling::get_programme_next_steps)
        .service(decoupling::amend_programme)
        .service(decoupling::close_programme)
        .service(decoupling::list_many_for_decoupling)
        .service(decoupling::list_checklists)
        .service(decoupling::list_decouplings)
        .service(decoupling::get_decoupling_progress)
        .service(decoupling::list_departments)
        .service(decoupling::list_retained_departments)
        .service(decoupling::list_exceptions)
        .service(decoupling::retain_department)
        .service(decoupling::end_retention)
        .service(decoupling::get_decoupling)
        .service(decoupling::list_for_decoupling)
        .service(decoupling::delist_from_decoupling)
        .service(decoupling::exempt_from_decoupling)
        .service(decoupling::reschedule_decoupling)
        .service(decoupling::plan_decoupling)
        .service(decoupling::approve_decoupling_plan)
        .service(decoupling::return_decoupling_plan)
        .service(decoupling::record_decoupling_items)
        .service(decoupling::send_back_decoupling_items)
        .service(decoupling::sign_decoupling_dimension)
        .service(decoupling::mark_decoupling_stuck)
        .service(decoupling::clear_decoupling_stuck)
        .service(decoupling::complete_decoupling)
        .service(decoupling::reopen_decoupling)
        .service(decoupling::conclude_decoupling);
}

fn correction_routes(config: &mut ServiceConfig<'_>) {
    config
        .service(correction::get_entry_reach)
        .service(correction::correct_record)
        .service(correction::change_fact)
        .service(correction::annul_act)
        .service(correction::enforce_court_order)
        .service(correction::approve_backdating);
}

fn push_routes(config: &mut ServiceConfig<'_>) {
    config
        .service(snapshots::list_snapshots)
        .service(snapshots::get_snapshot_file)
        .service(push::list_watch_lists)
        .service(push::create_watch_list)
        .service(push::get_watch_list)
        .service(push::replace_watch_list)
        .service(push::delete_watch_list)
        .service(push::list_webhooks)
        .service(push::create_webhook)
        .service(push::get_webhook)
        .service(push::delete_webhook)
        .service(push::enable_webhook)
        .service(push::rotate_webhook_secret)
        .service(push::replay_webhook)
        .service(push::list_deliveries);
}

fn proof_routes(config: &mut ServiceConfig<'_>) {
    config
        .service(proofs::get_log)
        .service(proofs::get_checkpoint)
        .service(proofs::get_inclusion)
        .service(proofs::get_consistency)
        .service(proofs::get_tile)
        .service(proofs::get_statement)
        .service(proofs::get_statement_pdf)
        .service(proofs::get_statement_state);
}

fn exit_routes(config: &mut ServiceConfig<'_>) {
    config
        .service(exit::list_exits)
        .service(exit::get_exit_figures)
        .service(exit::get_exit)
        .service(exit::begin_liquidation)
        .service(exit::announce_liquidation)
        .service(exit::conclude_liquidation)
        .service(exit::collect_certificate)
        .service(exit::demand_exit)
        .service(exit::pledge_no_debts);
}

fn oversight_routes(config: &mut ServiceConfig<'_>) {
    config
        .service(oversight::list_annual_reports)
        .service(oversight::list_overdue_reports)
        .service(oversight::get_annual_figures)
        .service(oversight::list_warnings)
        .service(oversight::get_annual_reports)
        .service(oversight::file_annual_report)
        .service(oversight::review_annual_report)
        .service(oversight::return_annual_report)
        .service(oversight::conclude_inspection)
        .service(oversight::close_rectification)
        .service(oversight::adjust_inspection)
        .service(oversight::publish_annual_report)
        .service(oversight::record_missed_report)
        .service(oversight::raise_warning)
        .service(oversight::close_warning)
        .service(oversight::list_proposals)
        .service(oversight::get_proposal_figures)
        .service(oversight::list_credit_listings)
        .service(oversight::get_listing_figures)
        .service(oversight::get_credit)
        .service(oversight::get_standing)
        .service(oversight::send_letter)
        .service(oversight::notify_listing)
        .service(oversight::object_to_listing)
        .service(oversight::waive_listing)
        .service(oversight::list_organization)
        .service(oversight::apply_for_removal)
        .service(oversight::remove_from_list)
        .service(oversight::repair_credit);
}

fn evaluation_routes(config: &mut ServiceConfig<'_>) {
    config
        .service(evaluation::list_grades)
        .service(evaluation::get_grade_figures)
        .service(evaluation::list_evaluations)
        .service(evaluation::get_evaluation_figures)
        .service(evaluation::list_sheets)
        .service(evaluation::list_rounds)
        .service(evaluation::get_evaluation)
        .service(evaluation::get_grade)
        .service(evaluation::open_round)
        .service(evaluation::apply_for_evaluation)
        .service(evaluation::begin_check_evaluation)
        .service(evaluation::check_eligibility)
        .service(evaluation::record_site_report)
        .service(evaluation::decide_grade)
        .service(evaluation::publicize_grade)
        .service(evaluation::request_grade_review)
        .service(evaluation::confirm_grade)
        .service(evaluation::close_evaluation)
        .service(evaluation::return_grade_certificate);
}

fn penalty_routes(config: &mut ServiceConfig<'_>) {
    config
        .service(oversight::list_published_penalties)
        .service(oversight::list_penalty_cases)
        .service(oversight::get_penalty_figures)
        .service(oversight::get_penalties)
        .service(oversight::file_penalty_case)
        .service(oversight::register_evidence)
        .service(oversight::settle_evidence)
        .service(oversight::notify_penalty)
        .service(oversight::state_on_penalty)
        .service(oversight::hold_hearing)
        .service(oversight::review_penalty)
        .service(oversight::extend_penalty_case)
        .service(oversight::exclude_penalty_time)
        .service(oversight::decide_penalty)
        .service(oversight::drop_penalty_case)
        .service(oversight::serve_penalty)
        .service(oversight::seal_away)
        .service(oversight::resume_activity)
        .service(oversight::pay_penalty)
        .service(oversight::seek_remedy)
        .service(oversight::end_remedy)
        .service(oversight::annul_penalty);
}

fn case_routes(config: &mut ServiceConfig<'_>) {
    config
        .service(cases::list_cases)
        .service(cases::open_establishment)
        .service(cases::open_on_organization)
        .service(cases::get_case)
        .service(cases::get_case_next_steps)
        .service(cases::amend_application)
        .service(cases::amend_request)
        .service(cases::submit_application)
        .service(cases::give_consent)
        .service(cases::decline_consent)
        .service(cases::accept_application)
        .service(cases::request_correction)
        .service(cases::decline_acceptance)
        .service(cases::exclude_period)
        .service(cases::extend_decision)
        .service(cases::examine_application)
        .service(cases::approve_application)
        .service(cases::refuse_application)
        .service(cases::withdraw_application)
        .service(cases::lapse_application);
}

/// The API description; needs no server, database or configuration.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    let app = actix_web::App::new().into_utoipa_app().openapi(base()).configure(routes);
    description::complete(app.split_for_parts().1).0
}

/// The API description as JSON with sorted keys, as it is committed.
#[must_use]
pub fn openapi_json() -> String {
    let value = serde_json::to_value(openapi()).unwrap_or_default();
    let mut text = serde_json::to_string_pretty(&value).unwrap_or_default();
    text.push('\n');
    text
}
