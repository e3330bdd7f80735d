//! A workspace with something of everything, called Falcon; and a deal called Osprey, which a rep may not see.

use super::answers::told;
use super::table::PAYLOAD;
use crate::documents;
use crate::files::put;
use crate::harness::house::{House, id_of};
use crate::harness::node::{Node, caller};
use dealstream::app::actor::{Role, Viewer};
use dealstream::app::config::Limits;
use dealstream::app::tx::Tx;
use dealstream::db::id::{Id, split, type_id};
use dealstream::files::model::Upload;
use dealstream::integrations::import::model::{Import, ImportStatus};
use dealstream::integrations::import::upload::actions;
use dealstream::integrations::import::upload::sniff::sniff;
use dealstream::live::{cursor, log};
use dealstream::notifications::follow;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use uuid::Uuid;

pub struct World {
    pub house: House,
    pub node: Node,
    /// Who has everything, among it the deal.
    pub otto: Arc<Viewer>,
    /// A rep.
    pub rita: Arc<Viewer>,
    /// Who may only look.
    pub vera: Arc<Viewer>,
    /// What stands for `<deal>` and the like.
    pub ids: Ids,
}

/// Ids by the name they have in the table.
pub type Ids = BTreeMap<&'static str, String>;

/// What is in it: the name of its id in the table, the field of the payload, how it is made.
const RECORDS: [(&str, &str, &str); 31] = [
    (
        "mapping",
        "importMapping",
        "saveImportMapping(input: {name: \"Falcon mapping\", kind: ACCOUNTS, columns: [{field: \"name\", column: \"Falcon\"}]})",
    ),
    ("kind", "lookup", "createLookup(input: {kind: ACTIVITY_KIND, label: \"Falcon kind\"})"),
    ("category", "lookup", "createLookup(input: {kind: FILE_CATEGORY, label: \"Falcon papers\"})"),
    ("source", "lookup", "createLookup(input: {kind: SOURCE, label: \"Falcon source\"})"),
    (
        "field",
        "customField",
        "createCustomField(input: {subject: DEAL, type: TEXT, label: \"Falcon field\", key: \"code_name\"})",
    ),
    (
        "standard",
        "dataStandard",
        "setDataStandard(input: {subject: LEAD, field: \"topic\", pattern: \".+\", patternHint: \"Falcon hint\"})",
    ),
    (
        "settings",
        "proposalSettings",
        "updateProposalSettings(input: {company: \"Falcon Works\", terms: \"Falcon terms\"})",
    ),
    ("team", "team", "createTeam(input: {name: \"Falcon team\"})"),
    ("key", "apiKey", "createApiKey(input: {name: \"Falcon key\"})"),
    ("account", "account", "createAccount(input: {name: \"Falcon Works\"})"),
    ("account2", "account", "createAccount(input: {name: \"Falcon Works Ltd\"})"),
    ("contact", "contact", "createContact(input: {lastName: \"Falconer\", accountId: <account>})"),
    ("deal", "deal", "createDeal(input: {name: \"Falcon deal\", accountId: <account>, amount: \"10\"})"),
    ("task", "task", "createTask(input: {title: \"Falcon task\", dealId: <deal>})"),
    ("contact2", "contact", "createContact(input: {lastName: \"Falconetti\", accountId: <account>})"),
    (
        "stakeholder",
        "stakeholder",
        "addStakeholder(input: {dealId: <deal>, contactId: <contact>, notes: \"Falcon notes\"})",
    ),
    ("stakeholder2", "stakeholder", "addStakeholder(input: {dealId: <deal>, contactId: <contact2>})"),
    ("influence", "influenceLink", "linkStakeholders(input: {fromId: <stakeholder>, toId: <stakeholder2>})"),
    ("note", "note", "createNote(input: {dealId: <deal>, body: \"Falcon note\"})"),
    ("view", "savedView", "createSavedView(input: {name: \"Falcon view\", filter: {}, sharing: PRIVATE})"),
    ("lead", "lead", "createLead(input: {topic: \"Falcon lead\", company: \"Falcon Works\"})"),
    (
        "product",
        "product",
        "createProduct(input: {name: \"Falcon product\", prices: [{currency: \"EUR\", unitPrice: \"10\"}]})",
    ),
    ("line", "dealLine", "addDealLine(input: {dealId: <deal>, productId: <product>})"),
    ("competitor", "competitor", "createCompetitor(input: {name: \"Falcon rivals\"})"),
    (
        "rival",
        "dealCompetitor",
        "addDealCompetitor(input: {dealId: <deal>, competitorId: <competitor>, tactic: \"Falcon tactic\"})",
    ),
    (
        "activity",
        "activity",
        "createActivity(input: {dealId: <deal>, kindId: <kind>, subject: \"Falcon call\", startsAt: \"2026-01-05T09:00:00Z\", contactIds: [<contact>]})",
    ),
    (
        "template",
        "activityPlan",
        "createActivityPlan(input: {name: \"Falcon plan\", items: [{title: \"Falcon errand\"}]})",
    ),
    ("run", "planRun", "startActivityPlan(input: {planId: <template>, dealId: <deal>})"),
    (
        "policy",
        "approvalPolicy",
        "createApprovalPolicy(input: {name: \"Falcon policy\", subject: STAGE_ENTRY, steps: [{name: \"Falcon step\", approvers: [{kind: ROLE, role: ADMIN}]}]})",
    ),
    ("gated", "stage", "updateStage(input: {id: <stage3>, gate: [{kind: APPROVAL, key: <policy>}]})"),
    ("approval", "pendingApproval", "moveDeal(input: {id: <deal>, stageId: <stage3>, expectedVersion: 2})"),
];

impl World {
    pub async fn new() -> Self {
        let house = House::new().await;
        let otto = house.person("Otto", Role::Rep).await;
        let rita = house.person("Rita", Role::Rep).await;
        let vera = house.person("Vera", Role::Viewer).await;
        let limits = Limits { cost_bucket: 1_000_000_000, ..Limits::default() };
        let node = Node::start(&house.db, None, limits).await;
        let mut world = Self { house, node, otto, rita, vera, ids: Ids::new() };
        world.settle().await;
        world
    }

    async fn settle(&mut self) {
        let lists = "{ workspace { id } pipelines { id stages { id kind } } }";
        let lists = self.node.data(&self.house.admin, lists, json!({})).await;
        let id = |value: &Value| value.as_str().unwrap().to_owned();
        let pipeline = &lists["pipelines"][0];
        self.ids.insert("workspace", id(&lists["workspace"]["id"]));
        self.ids.insert("pipeline", id(&pipeline["id"]));
        self.ids.insert("stage", id(&pipeline["stages"][0]["id"]));
        self.ids.insert("stage2", id(&pipeline["stages"][1]["id"]));
        self.ids.insert("stage3", id(&pipeline["stages"][2]["id"]));
        let won = pipeline["stages"].as_array().unwrap().iter().find(|stage| stage["kind"] == "WON");
        self.ids.insert("won", id(&won.unwrap()["id"]));
        self.ids.insert("user", id_of(&self.otto));
        self.ids.insert("rita", id_of(&self.rita));
        for (name, record, line) in RECORDS {
            let made = self.change(&self.house.admin, line, record).await;
            self.ids.insert(name, made);
        }
        let letter =
            documents::template(&self.house, &self.house.admin, "Falcon letter", &["{{deal.name}}"]).await;
        self.ids.insert("letter", letter);
        self.fit_out("Falcon", "10").await;
        // What there is now, they all know.
        self.house.admin = self.house.knowing(&self.house.admin).await;
        for person in [&mut self.otto, &mut self.rita, &mut self.vera] {
            *person = self.house.knowing(person).await;
        }
        self.notify().await;
        let import = self.import("Falcon import").await;
        self.ids.insert("import", import);
        let file = self.import_file().await;
        self.ids.insert("upload", file);
    }

    /// Something Otto is told, and from now on everybody what concerns them.
    async fn notify(&mut self) {
        self.follow().await;
        let otto = id_of(&self.otto);
        let task = format!("createTask(input: {{title: \"Falcon errand\", assigneeId: \"{otto}\"}})");
        self.change(&self.house.admin, &task, "task").await;
        self.follow().await;
        let inbox = "{ notifications { nodes { id } } }";
        let told = self.node.data(&self.otto, inbox, json!({})).await;
        let id = told["notifications"]["nodes"][0]["id"].as_str().unwrap().to_owned();
        self.ids.insert("notification", id);
    }

    /// Tells everybody what concerns them.
    pub async fn follow(&self) {
        follow::round(self.node.app()).await.unwrap();
    }

    /// A file somebody uploaded.
    async fn import_file(&self) -> String {
        let found = sniff(b"Falcon,Site\nFalcon Works,falcon.cz\n").unwrap();
        let add = async |tx: &mut Tx| {
            actions::add_file(tx, ("falcon.csv", b"Falcon,Site\nFalcon Works,falcon.cz\n"), &found).await
        };
        self.house.app.write(&self.house.admin, None, add).await.unwrap().id.to_string()
    }

    /// A deal for Otto that nobody else sees, with a task, stakeholders, a past, and a big amount.
    pub async fn hide_deal(&mut self) {
        let (admin, otto, rita) = (self.house.admin.clone(), id_of(&self.otto), id_of(&self.rita));
        let deal = format!(
            "createDeal(input: {{name: \"Osprey deal\", accountId: <account>, amount: \"987654.32\", nextStep: \"Osprey step\", custom: [{{key: \"code_name\", value: \"Osprey\"}}], ownerId: \"{otto}\", restricted: true}})"
        );
        let task =
            format!("createTask(input: {{title: \"Osprey task\", dealId: <deal>, assigneeId: \"{otto}\"}})");
        // Rita is mentioned on it, and may not see it all the same.
        let note = format!("createNote(input: {{dealId: <deal>, body: \"Osprey note @[Rita]({rita})\"}})");
        for (name, record, line) in [
            ("deal", "deal", deal.as_str()),
            ("task", "task", task.as_str()),
            (
                "stakeholder",
                "stakeholder",
                "addStakeholder(input: {dealId: <deal>, contactId: <contact>, influence: 5, loyalty: -2, notes: \"Osprey notes\"})",
            ),
            (
                "stakeholder2",
                "stakeholder",
                "addStakeholder(input: {dealId: <deal>, contactId: <contact2>, motivators: \"Osprey motives\"})",
            ),
            (
                "influence",
                "influenceLink",
                "linkStakeholders(input: {fromId: <stakeholder>, toId: <stakeholder2>})",
            ),
            ("note", "note", note.as_str()),
            ("run", "planRun", "startActivityPlan(input: {planId: <template>, dealId: <deal>})"),
            (
                "line",
                "dealLine",
                "addDealLine(input: {dealId: <deal>, productId: <product>, description: \"Osprey line\", unitPrice: \"987654.32\"})",
            ),
            (
                "rival",
                "dealCompetitor",
                "addDealCompetitor(input: {dealId: <deal>, competitorId: <competitor>, threat: HIGH, tactic: \"Osprey tactic\"})",
            ),
            (
                "activity",
                "activity",
                "createActivity(input: {dealId: <deal>, kindId: <kind>, subject: \"Osprey call\", startsAt: \"2026-01-05T09:00:00Z\", minutes: \"Osprey minutes\", contactIds: [<contact>], userIds: [<rita>]})",
            ),
            (
                "visit",
                "activity",
                "createActivity(input: {dealId: <deal>, kindId: <kind>, subject: \"Osprey visit\", startsAt: \"2026-01-05T09:00:00Z\", status: PLANNED, ownerId: <rita>})",
            ),
        ] {
            let made = self.change(&admin, line, record).await;
            self.ids.insert(name, made);
        }
        self.fit_out("Osprey", "987654.32").await;
        self.change(&admin, "updateDeal(input: {id: <deal>, nextStep: \"Osprey again\"})", "deal").await;
        self.change(&admin, "moveDeal(input: {id: <deal>, stageId: <stage2>, expectedVersion: 3})", "deal")
            .await;
        self.win(&format!("name: \"Osprey win\", amount: \"98765\", ownerId: \"{otto}\", restricted: true"))
            .await;
        self.ask_for_entry(&admin).await;
    }

    /// An approval of the deal's entry into a stage, that nobody has decided on; and everybody is told what concerns them.
    async fn ask_for_entry(&mut self, admin: &Arc<Viewer>) {
        let ask = "moveDeal(input: {id: <deal>, stageId: <stage3>, expectedVersion: 4})";
        let asked = self.change(admin, ask, "pendingApproval").await;
        self.ids.insert("approval", asked);
        self.follow().await;
    }

    /// What hangs on the deal, called after this and at this price.
    async fn fit_out(&mut self, name: &str, price: &str) {
        self.papers(name).await;
        self.offers(name, price).await;
        self.contract(name).await;
    }

    /// Documents on the deal and on its activity, called after this.
    async fn papers(&mut self, name: &str) {
        let on_deal = Upload { deal_id: Id::parse(&self.ids["deal"]).ok(), ..Upload::default() };
        let on_activity = Upload { activity_id: Id::parse(&self.ids["activity"]).ok(), ..Upload::default() };
        for (what, place) in [("file", on_deal), ("paper", on_activity)] {
            let comment = Some(format!("{name} comment"));
            let upload = Upload { comment, ..place };
            let added = put(&self.house, &self.house.admin, &format!("{name} {what}.txt"), upload).await;
            self.ids.insert(what, added.file.id.to_string());
        }
    }

    /// What is offered and ordered on the deal, called after this and at this price: a draft with a line of its own, and one that was sent.
    async fn offers(&mut self, name: &str, price: &str) {
        let (intro, terms) = (format!("intro: \"{name} intro\""), format!("terms: \"{name} terms\""));
        let line = format!("proposalId: <proposal>, description: \"{name} offer\", unitPrice: \"{price}\"");
        for (what, record, change) in [
            ("proposal", "proposal", format!("createProposal(input: {{dealId: <deal>, {intro}}})")),
            ("pline", "proposalLine", format!("addProposalLine(input: {{{line}}})")),
            ("proposal2", "proposal", format!("createProposal(input: {{dealId: <deal>, {terms}}})")),
            ("proposal2", "proposal", "submitProposal(input: {id: <proposal2>})".to_owned()),
            ("proposal2", "proposal", "sendProposal(input: {id: <proposal2>})".to_owned()),
            ("order", "order", format!("createOrder(input: {{dealId: <deal>, note: \"{name} order\"}})")),
        ] {
            let made = self.change(&self.house.admin, &change, record).await;
            self.ids.insert(what, made);
        }
    }

    /// Another deal, which is won at once.
    pub async fn win(&self, deal: &str) {
        let admin = &self.house.admin;
        let made = self.change(admin, &format!("createDeal(input: {{{deal}}})"), "deal").await;
        let step = format!("moveDeal(input: {{id: \"{made}\", stageId: <won>, expectedVersion: 1}})");
        self.change(admin, &step, "deal").await;
    }

    /// What is to be signed on the deal, called after this.
    async fn contract(&mut self, name: &str) {
        let create = format!(
            "createContractPackage(input: {{dealId: <deal>, name: \"{name} contract\", note: \"{name} clause\", fileIds: [<file>]}})"
        );
        let made = self.change(&self.house.admin, &create, "contractPackage").await;
        self.ids.insert("package", made);
    }

    async fn import(&self, name: &str) -> String {
        let admin = &self.house.admin;
        let now = self.house.app.clock.now();
        let import = Import {
            workspace_id: Id::of(self.house.workspace_id),
            id: Id::new(),
            name: name.to_owned(),
            status: ImportStatus::Running,
            dry_run: false,
            total: 10,
            done: 0,
            created: 0,
            updated: 0,
            unchanged: 0,
            failed: 0,
            started_at: now,
            finished_at: None,
            started_by: admin.user_id().map(Id::of),
            version: 1,
            kind: None,
            file_id: None,
            chosen: None,
            key_column: None,
            encoding: None,
            mapping_id: None,
        };
        self.house.app.write(admin, None, async |tx: &mut Tx| tx.insert(&import).await).await.unwrap();
        import.id.to_string()
    }

    /// Makes a change that must succeed; the id of the record it is about.
    pub async fn change(&self, viewer: &Arc<Viewer>, line: &str, record: &str) -> String {
        let line = format!("{line} {{ {record} {{ id }} userErrors {{ code path message }} }}");
        let text = format!("mutation {{ {} }}", self.fill(&line, &self.ids, viewer).await);
        let data = self.node.data(viewer, &text, json!({})).await;
        data.as_object().unwrap().values().next().unwrap()[record]["id"].as_str().unwrap().to_owned()
    }

    /// The same ids for records that do not exist.
    pub fn made_up(&self) -> Ids {
        let other = |id: &String| type_id(split(id).unwrap().0, Uuid::now_v7());
        self.ids.iter().map(|(name, id)| (*name, other(id))).collect()
    }

    /// A line of the table with ids in it.
    pub async fn fill(&self, line: &str, ids: &Ids, asker: &Arc<Viewer>) -> String {
        static NEW: AtomicU32 = AtomicU32::new(1);
        let mut text = line.replace("<new>", &format!("new{}", NEW.fetch_add(1, Ordering::Relaxed)));
        if text.contains("<cursor>") {
            let mut conn = self.house.app.read().await.unwrap();
            let head = log::head(&mut conn, asker.workspace_id).await.unwrap();
            text = text.replace("<cursor>", &format!("\"{}\"", cursor::encode(&head, 0)));
        }
        text = text.replace("<me>", &format!("\"{}\"", id_of(asker)));
        for (name, id) in ids {
            text = text.replace(&format!("<{name}>"), &format!("\"{id}\""));
        }
        text
    }

    /// What somebody is answered, with ids given back as their names: `data` and the codes and messages of errors.
    pub async fn answer(&self, kind: &str, line: &str, ids: &Ids, asker: &Arc<Viewer>) -> String {
        let document = self.document(kind, line, ids, asker).await;
        let answer = match kind {
            "subscription" => self.node.watch(asker, &document, json!({})).message().await,
            _ => self.node.ask(asker, &document, json!({})).await,
        };
        told(&answer, ids)
    }

    /// The document of a line.
    pub async fn document(&self, kind: &str, line: &str, ids: &Ids, asker: &Arc<Viewer>) -> String {
        let payload = if kind == "mutation" && line.ends_with(')') { PAYLOAD } else { "" };
        format!("{kind} {{ {} {payload} }}", self.fill(line, ids, asker).await)
    }

    /// What nobody is answered.
    pub async fn answer_to_nobody(&self, kind: &str, line: &str) -> Value {
        let document = self.document(kind, line, &self.ids, &self.house.admin).await;
        match kind {
            "subscription" => self.node.watch_as(caller(None), &document, json!({})).message().await,
            _ => self.node.ask_as(caller(None), &document, json!({})).await,
        }
    }
}
