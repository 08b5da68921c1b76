//! What the moves of a random walk ask for, file and enter: lawful, or with something wrong.

use chrono::{Days, NaiveDate};
use shuniu_core::{
    act::{ActKind, ActRequest, ExistingRecord},
    organization::{OrganizationKind, RegisteredItems},
    registration::{
        BankAccount, CharityOfficer, CharityParticulars, CharterAmendment, Deregistration,
        Document, DocumentKind, EstablishmentApplication, FundraisingParticulars, ItemChanges,
        Merger, OfficersElected, Party, PartyBuilding, Reach, Requested, Resolution, Route,
        SealAndAccount, SupervisionTransfer,
    },
    roll::{BranchForm, NewRollEntry, RollContent, Tier},
};

use crate::{
    hubs::HUB,
    moves::Move,
    support::{
        self, CHARTER, On, REGISTRAR, STREET, World, application_in_field, day, place, unit_id,
    },
};

impl Move {
    pub(super) fn record(&self) -> ExistingRecord {
        let body = format!("MJ01{:04}", self.number.unsigned_abs() % 8);
        ExistingRecord {
            uscc: support::code('1', "110105", &body),
            name: self.text.clone(),
            kind: OrganizationKind::ALL[usize::from(self.act) % 3],
            division: place("110105"),
            registrar: unit_id(REGISTRAR),
            supervisory_unit: (self.mutation > 0).then(|| unit_id(self.unit())),
            established_on: (self.act > 60).then(|| day("2001-02-03")),
            items: RegisteredItems::default(),
            certificate: (self.act > 120).then_some((None, None)),
            authority: self.text.clone(),
            source: "旧登记簿".to_owned(),
        }
    }

    /// The application of a few fields, lawful or with one thing changed.
    pub(super) fn application(&self) -> EstablishmentApplication {
        let fields = ["示范技艺", "摄影", "书法", "棋艺"];
        let mut a = application_in_field(fields[usize::from(self.which) % fields.len()]);
        let few = u32::try_from(self.number.unsigned_abs() % 60).unwrap_or_default();
        match self.mutation % 24 {
            1 => a.members_persons = few,
            2 => (a.members_persons, a.members_units) = (few, 30),
            3 => a.funds_yuan = self.number,
            4 => a.name.clone_from(&self.text),
            5 => a.name_parts.field.clone_from(&self.text),
            6 => a.name_parts.division.clone_from(&self.text),
            7 => a.documents.truncate(usize::from(self.act) % 6),
            8 => a.charter_items.push(self.text.clone()),
            9 => a.officers.clear(),
            10 => a.founders[0].declaration.full_capacity = None,
            11 => a.registrar = unit_id(self.unit()),
            12 => a.route = Route::Dual { supervisory_unit: unit_id(self.unit()) },
            13 => a.route = support::direct("trade_association", "trade"),
            14 => a.route = support::direct(&self.text, "trade"),
            15 => a.reach = Reach::National,
            16 => {
                a.reach = Reach::CrossRegion { divisions: vec![place("110105"), place("320505")] };
            }
            17 => a.reach = Reach::CrossRegion { divisions: Vec::new() },
            18 => a.for_profit_business = true,
            19 => a.members_state_organs = few,
            20 => a.domicile.clone_from(&self.text),
            21 => (a.members_persons, a.members_units) = (u32::MAX, u32::MAX),
            22 => a.need_for_another = Some(self.text.clone()),
            23 => a.officers[0].person.identity_digest = None,
            _ => {}
        }
        a
    }

    /// A change of one thing or another, lawful or with something wrong.
    fn changes(&self) -> ItemChanges {
        let mut changes = ItemChanges::default();
        let text = Some(self.text.clone());
        match self.mutation % 8 {
            0 => changes.domicile = Some(format!("北京市朝阳区示范路{}号", self.number % 90)),
            1 => {
                let fields = ["示范技艺", "摄影", "书法", "新艺"];
                let a = application_in_field(fields[usize::from(self.which) % fields.len()]);
                changes.name_parts = Some(a.name_parts);
            }
            2 => {
                let mut officer = support::application().officers[0].clone();
                officer.person.identity_digest = Some(format!("d-{}", self.which % 4));
                changes.legal_representative = Some(officer);
            }
            3 => changes.funds_yuan = Some(self.number),
            4 => changes.purpose = text,
            5 => changes.business_scope = text,
            6 => changes.public_raising = Some(true),
            _ => {}
        }
        changes
    }

    fn amendment(&self, on: NaiveDate) -> CharterAmendment {
        CharterAmendment {
            adopted_on: on,
            summary: self.text.clone(),
            charter_items: CHARTER.map(ToOwned::to_owned).to_vec(),
            party_clause: Some(true),
            names_beneficiaries: false,
            vote: None,
        }
    }

    pub(super) fn requested(&self, kind: ActKind, on: NaiveDate) -> ActRequest {
        let request = match kind {
            ActKind::OpenSupervisionTransfer => {
                Requested::Transfer(Box::new(SupervisionTransfer {
                    to: unit_id(HUB),
                    charter: self.amendment(on),
                }))
            }
            ActKind::OpenCharterApproval => Requested::Charter(self.amendment(on)),
            ActKind::OpenCharityRecognition => {
                let officer = CharityOfficer {
                    name: "张三".to_owned(),
                    full_capacity: Some(true),
                    intentional_crime: Some(false),
                    of_revoked_body: Some(self.mutation % 5 == 4),
                    ..CharityOfficer::default()
                };
                Requested::CharityRecognition(CharityParticulars {
                    officers: vec![officer],
                    charitable_purpose: Some(true),
                    penalized: Some(false),
                    penalized_on: None,
                    on_abnormal_list: Some(false),
                })
            }
            ActKind::OpenFundraising => {
                Requested::Fundraising(FundraisingParticulars { sound_governance: Some(true) })
            }
            ActKind::OpenDeregistration => Requested::Deregistration(Deregistration {
                signed_by: self.text.clone(),
                statement: None,
            }),
            ActKind::OpenMerger => Requested::Merger(Box::new(Merger {
                resolution: Resolution { adopted_on: on, vote: None },
                parties: vec![Party {
                    organization: self.text.clone(),
                    resolution: Resolution { adopted_on: on, vote: None },
                    consent: None,
                }],
                changes: self.changes(),
            })),
            _ => Requested::Change(Box::new(self.changes())),
        };
        let mut documents = support::DOCUMENTS.map(support::document).to_vec();
        documents.push(support::document(DocumentKind::Resolution));
        let audit = support::document(DocumentKind::FinancialAudit);
        documents.push(Document { dated: Some(on), ..audit });
        documents.push(support::document(DocumentKind::LiquidationReport));
        ActRequest::OpenOnOrganization { request, documents }
    }

    pub(super) fn filed(&self, kind: ActKind, on: NaiveDate) -> ActRequest {
        let request = match kind {
            ActKind::FileOfficers => Requested::Officers(OfficersElected {
                elected_on: on,
                term_from: on,
                term_until: on.checked_add_days(Days::new(1_000)).unwrap_or(on),
                officers: support::application().officers,
                ballot: None,
            }),
            ActKind::FileSealAndAccount => Requested::SealAndAccount(SealAndAccount {
                seals: Vec::new(),
                account: (self.mutation < 200).then(|| BankAccount {
                    bank: "示例银行".to_owned(),
                    number: self.text.clone(),
                }),
            }),
            _ => Requested::PartyBuilding(PartyBuilding {
                form: None,
                since: None,
                full_members: 1,
                reason_for_none: Some(self.text.clone()),
                planned_on: None,
                survey: None,
                pledge: None,
            }),
        };
        let audit = support::document(DocumentKind::FinancialAudit);
        ActRequest::File { request, documents: vec![Document { dated: Some(on), ..audit }] }
    }

    /// An entry of the roll by the units of the usual cast.
    pub(super) fn entered(
        &self,
        kind: ActKind,
        on: NaiveDate,
        target: &On<'_>,
        world: &World,
    ) -> ActRequest {
        let (name, unit, content) = match kind {
            ActKind::EnterExemptBody => {
                ("北京市朝阳区总工会".to_owned(), REGISTRAR, RollContent::ExemptBody { uscc: None })
            }
            ActKind::FileCommunityOrganization => {
                let tier = Tier::Guided;
                let content =
                    RollContent::CommunityOrganization { tier, members: 9, community: None };
                ("示范路棋友队".to_owned(), STREET, content)
            }
            ActKind::FileBranch => {
                let parent = match target {
                    On::Organization(id) => Some(world.organization(id)),
                    _ => None,
                };
                let content = RollContent::Branch {
                    form: BranchForm::Branch,
                    decided_on: on,
                    minutes: self.text.clone(),
                    parent: parent.map(|p| p.id.clone()).unwrap_or_default(),
                };
                let name = parent.map(|p| format!("{}青年分会", p.name)).unwrap_or_default();
                (name, REGISTRAR, content)
            }
            _ => {
                let content = RollContent::IllegalOrganization {
                    list: self.text.clone(),
                    published_on: on,
                    similar_to: None,
                };
                ("中国示范技艺协会".to_owned(), REGISTRAR, content)
            }
        };
        ActRequest::EnterRoll {
            entry: Box::new(NewRollEntry {
                name,
                unit: unit_id(unit),
                since: on,
                source: self.text.clone(),
                content,
            }),
        }
    }
}
