//! Who is asked, and how runs go.

use super::*;
use crate::app::actor::Role;
use crate::approvals::policies::model::{ApprovalSubjectKind, Condition};
use crate::approvals::policies::model::{ApproverKind, ApproverRule};
use crate::approvals::runs::model::{Candidate, Entry};
use crate::approvals::runs::rules::people::Node;
use crate::db::jsonb::Jsonb;
use crate::team::model::Team;
use ApprovalMode::{All, Any, AtLeast};
use ApprovalStatus::{Approved, Pending, Recalled, Rejected, Voided};
use ApproverVia::{Admins, Delegated, Escalated, LoneAdmin, OwnersManager, TeamManager};
use std::collections::HashMap;

const OWNER: &str = "owner";

/// Team A over B over C; the owner is in C. Managers: Cleo of C, Bert of B, Adam of A.
struct World {
    ids: HashMap<&'static str, Id<User>>,
    teams: [Id<Team>; 3],
    people: People,
}

impl World {
    fn new() -> Self {
        let roles = [
            (OWNER, Role::Rep),
            ("cleo", Role::Manager),
            ("bert", Role::Manager),
            ("adam", Role::Manager),
            ("rep", Role::Rep),
            ("admin", Role::Admin),
            ("boss", Role::Admin),
        ];
        let ids: HashMap<_, _> = roles.iter().map(|(name, _)| (*name, Id::new())).collect();
        let able = roles.iter().map(|(name, role)| Candidate { id: ids[name], role: *role }).collect();
        let teams = [Id::new(), Id::new(), Id::new()];
        let node = |parent: Option<usize>, manager| Node {
            parent: parent.map(|at| teams[at]),
            manager: Some(ids[manager]),
        };
        let nodes = [node(None, "adam"), node(Some(0), "bert"), node(Some(1), "cleo")];
        let tree = teams.into_iter().zip(nodes).collect();
        let people = People { able, teams: tree, owners_team: Some(teams[2]) };
        Self { ids, teams, people }
    }

    fn without(mut self, names: &[&str]) -> Self {
        self.people.able.retain(|one| !names.iter().any(|name| self.ids[name] == one.id));
        self
    }

    fn managed_by(mut self, team: usize, manager: Option<&str>) -> Self {
        if let Some(node) = self.people.teams.get_mut(&self.teams[team]) {
            node.manager = manager.map(|name| self.ids[name]);
        }
        self
    }

    fn asked(&self, requester: &str, own_requests: bool) -> Asked {
        Asked { owner: self.ids[OWNER], requester: self.ids.get(requester).copied(), own_requests }
    }

    fn name(&self, id: Id<User>) -> &'static str {
        self.ids.iter().find(|(_, known)| **known == id).map_or("?", |(name, _)| name)
    }

    fn told(&self, asked: &[ApprovalAssignment]) -> Vec<(&'static str, ApproverVia)> {
        asked.iter().map(|one| (self.name(one.user_id), one.via)).collect()
    }

    fn resolve(&self, rules: &[ApproverRule], asked: Asked) -> Vec<(&'static str, ApproverVia)> {
        self.told(&resolve(rules, &asked, &self.people))
    }

    fn user(&self, name: &str) -> ApproverRule {
        ApproverRule {
            kind: ApproverKind::User,
            user_id: self.ids.get(name).copied(),
            role: None,
            team_id: None,
        }
    }

    fn manager_of(&self, team: usize) -> ApproverRule {
        let team_id = Some(self.teams[team]);
        ApproverRule { kind: ApproverKind::TeamManager, user_id: None, role: None, team_id }
    }

    fn policy(&self, steps: Vec<(ApprovalMode, Vec<ApproverRule>)>) -> ApprovalPolicy {
        let steps = steps.into_iter().map(|(mode, approvers)| ApprovalPolicyStep {
            id: Id::new(),
            name: "Step".to_owned(),
            approvers,
            mode,
            at_least: (mode == AtLeast).then_some(2),
            due_hours: Some(8),
        });
        ApprovalPolicy {
            workspace_id: Id::new(),
            id: Id::new(),
            name: "Policy".to_owned(),
            description: None,
            subject: ApprovalSubjectKind::StageEntry,
            active: true,
            position: 0,
            condition: Jsonb(Condition::default()),
            steps: Jsonb(steps.collect()),
            own_requests: false,
            version: 1,
            created_at: at(0),
            created_by: None,
            updated_at: at(0),
            updated_by: None,
        }
    }

    /// A run that the rep asked for.
    fn run(&self, steps: Vec<(ApprovalMode, Vec<ApproverRule>)>) -> Approval {
        let asked = self.asked("rep", false);
        let mut run = Approval {
            workspace_id: Id::new(),
            id: Id::new(),
            subject_kind: ApprovalSubjectKind::StageEntry,
            subject_id: Uuid::nil(),
            deal_id: Id::new(),
            stage_id: Some(Id::new()),
            status: Pending,
            message: None,
            end_cause: None,
            end_name: None,
            amount: None,
            currency: None,
            discount_percent: None,
            margin: None,
            hash: None,
            entry: Jsonb(Entry::default()),
            steps: Jsonb(super::steps(&[self.policy(steps)], (&asked, &self.people))),
            waiting_for: Vec::new(),
            due_at: None,
            attend_at: None,
            used_at: None,
            requested_by: asked.requester,
            requested_at: at(0),
            ended_at: None,
            version: 1,
            updated_at: at(0),
            updated_by: None,
        };
        assert!(advance(&mut run, (asked, &self.people), at(0)));
        run
    }

    fn waits_for(&self, run: &Approval) -> Vec<&'static str> {
        let mut names: Vec<_> = run.waiting_for.iter().map(|id| self.name(Id::of(*id))).collect();
        names.sort_unstable();
        names
    }

    fn approve(&self, run: &mut Approval, name: &str) -> Option<Outcome> {
        decide(run, Some(self.ids[name].0), (ApprovalVerdict::Approve, None), at(1)).ok()
    }
}

fn at(hour: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + Duration::hours(hour)
}

fn role(role: Role) -> ApproverRule {
    ApproverRule { kind: ApproverKind::Role, user_id: None, role: Some(role), team_id: None }
}

const OWNERS: ApproverRule =
    ApproverRule { kind: ApproverKind::OwnersManager, user_id: None, role: None, team_id: None };

#[test]
fn the_owners_manager_is_the_first_one_up_the_tree_who_is_neither_owner_nor_asks() {
    let world = World::new;
    let admins = vec![("admin", Admins), ("boss", Admins)];
    let one = |name| vec![(name, OwnersManager)];
    for (what, world, requester, own, expected) in [
        ("their team's", world(), "rep", false, one("cleo")),
        ("who asks is passed over", world(), "cleo", false, one("bert")),
        ("who asks may, where the policy says so", world(), "cleo", true, one("cleo")),
        ("the owner is passed over", world().managed_by(2, Some(OWNER)), "rep", false, one("bert")),
        ("and both", world().managed_by(2, Some(OWNER)), "bert", false, one("adam")),
        ("a team without one", world().managed_by(2, None), "rep", false, one("bert")),
        ("who cannot decide any more", world().without(&["cleo"]), "rep", false, admins.clone()),
        (
            "nobody anywhere",
            world().managed_by(0, None).managed_by(1, None).managed_by(2, None),
            "rep",
            false,
            admins.clone(),
        ),
        (
            "the owner manages all",
            world().managed_by(0, Some(OWNER)).managed_by(1, Some(OWNER)).managed_by(2, Some(OWNER)),
            OWNER,
            false,
            admins,
        ),
    ] {
        assert_eq!(world.resolve(&[OWNERS], world.asked(requester, own)), expected, "{what}");
    }
    let mut alone = world();
    alone.people.owners_team = None;
    assert_eq!(alone.resolve(&[OWNERS], alone.asked("rep", false))[0].1, Admins, "an owner without a team");
    let mut ring = world().managed_by(0, None).managed_by(1, None).managed_by(2, None);
    if let Some(top) = ring.people.teams.get_mut(&ring.teams[0]) {
        top.parent = Some(ring.teams[2]);
    }
    assert_eq!(ring.resolve(&[OWNERS], ring.asked("rep", false))[0].1, Admins, "a ring of teams ends");
}

#[test]
fn a_step_asks_everybody_once_and_never_nobody() {
    let world = World::new();
    let rep = world.asked("rep", false);
    let via = |name, via| (name, via);
    assert_eq!(
        world.resolve(&[world.manager_of(1), role(Role::Manager)], rep),
        [via("bert", TeamManager), via("cleo", ApproverVia::Role), via("adam", ApproverVia::Role)],
        "the first rule that names somebody says why"
    );
    let admins = [via("admin", Admins), via("boss", Admins)];
    let gone = World::new().without(&["bert"]);
    assert_eq!(gone.resolve(&[gone.user("bert")], gone.asked("rep", false)), admins, "who left");
    assert_eq!(gone.resolve(&[gone.manager_of(1)], gone.asked("rep", false)), admins);
    let both = gone.resolve(&[gone.user("cleo"), gone.user("bert")], gone.asked("rep", false));
    assert_eq!(
        both,
        [via("cleo", ApproverVia::User), admins[0], admins[1]],
        "in their place, not in all places"
    );
    assert_eq!(world.resolve(&[world.user("rep")], rep), admins, "only who asks: the admins");
    assert_eq!(
        world.resolve(&[world.user("rep"), world.user("cleo")], rep),
        [via("cleo", ApproverVia::User)],
        "who asks is left out"
    );
    assert_eq!(
        world.resolve(&[world.user("rep")], world.asked("rep", true)),
        [via("rep", ApproverVia::User)]
    );
    assert_eq!(
        world.resolve(&[role(Role::Admin)], world.asked("admin", false)),
        [via("boss", ApproverVia::Role)],
        "an admin does not decide about what they asked"
    );
    let lone = World::new().without(&["boss"]);
    assert_eq!(
        lone.resolve(&[role(Role::Admin)], lone.asked("admin", false)),
        [via("admin", LoneAdmin)],
        "unless there is nobody else"
    );
}

#[test]
fn steps_take_one_all_or_so_many() {
    let world = World::new();
    let three = || vec![world.user("cleo"), world.user("bert"), world.user("adam")];
    for (mode, takes) in [(Any, 1), (AtLeast, 2), (All, 3)] {
        let mut run = world.run(vec![(mode, three())]);
        assert_eq!(run.steps.0[0].needed, takes);
        let outcomes: Vec<_> =
            ["cleo", "bert", "adam"].into_iter().map_while(|name| world.approve(&mut run, name)).collect();
        assert_eq!(outcomes.len(), usize::try_from(takes).unwrap_or(0), "{mode:?}");
        assert_eq!(outcomes.last(), Some(&Outcome::StepDone), "{mode:?}");
    }
    let few = world.run(vec![(AtLeast, vec![world.user("cleo")])]);
    assert_eq!(few.steps.0[0].needed, 1, "no more than are asked");
    let gone = World::new().without(&["bert"]);
    let mut run = gone.run(vec![(All, vec![gone.user("cleo"), gone.user("bert")])]);
    assert_eq!(run.steps.0[0].needed, 2, "one of the admins who stand in is enough");
    assert_eq!(gone.approve(&mut run, "admin"), Some(Outcome::Counted));
    assert_eq!(gone.approve(&mut run, "boss"), Some(Outcome::Counted), "and a second counts for nobody else");
    assert_eq!(gone.approve(&mut run, "cleo"), Some(Outcome::StepDone));
}

#[test]
fn a_run_goes_step_by_step_and_asks_who_is_there_by_then() {
    let world = World::new();
    let mut run = world.run(vec![(Any, vec![world.user("cleo")]), (Any, vec![world.user("bert")])]);
    assert_eq!(world.waits_for(&run), ["cleo"]);
    assert_eq!((run.due_at, run.attend_at), (Some(at(8)), Some(at(8))));
    assert!(world.approve(&mut run, "bert").is_none(), "not his turn");
    assert_eq!(world.approve(&mut run, "cleo"), Some(Outcome::StepDone));
    assert!(world.waits_for(&run).is_empty());
    let later = World { people: World::new().people, ..world };
    let mut without_bert = later.people.clone();
    without_bert.able = vec![Candidate { id: later.ids["admin"], role: Role::Admin }];
    assert!(advance(&mut run, (later.asked("rep", false), &without_bert), at(2)));
    assert_eq!((later.waits_for(&run), run.due_at), (vec!["admin"], Some(at(10))), "Bert has left since");
    assert_eq!(later.approve(&mut run, "admin"), Some(Outcome::StepDone));
    assert!(!advance(&mut run, (later.asked("rep", false), &without_bert), at(3)), "no step is left");
}

#[test]
fn who_is_asked_can_hand_it_on_but_not_to_who_asks_or_is_asked() {
    let world = World::new();
    let id = |name: &str| world.ids[name];
    let fresh = || world.run(vec![(All, vec![world.user("cleo"), world.user("bert")])]);
    let mut run = fresh();
    let from = Some(id("cleo").0);
    for to in ["bert", "cleo", "rep"] {
        assert!(delegate(&mut fresh(), (from, id(to)), None, at(1)).is_err(), "{to}");
    }
    assert!(delegate(&mut fresh(), (Some(id("adam").0), id("boss")), None, at(1)).is_err(), "not Adam's");
    assert!(delegate(&mut run, (from, id("adam")), Some(" Ill ".to_owned()), at(1)).is_ok());
    assert_eq!(world.waits_for(&run), ["adam", "bert"]);
    let step = &run.steps.0[0];
    assert_eq!((step.approvers[0].comment.as_deref(), step.needed), (Some("Ill"), 2));
    assert_eq!((step.approvers[2].via, step.approvers[2].delegated_by), (Delegated, Some(id("cleo"))));
    assert!(world.approve(&mut run, "cleo").is_none(), "it is not hers any more");
    assert_eq!(world.approve(&mut run, "adam"), Some(Outcome::Counted));
    assert_eq!(world.approve(&mut run, "bert"), Some(Outcome::StepDone));
}

#[test]
fn a_rejection_says_why_and_ends_everything() {
    let world = World::new();
    let mut run = world.run(vec![(All, vec![world.user("cleo"), world.user("bert")]), (Any, vec![OWNERS])]);
    let no = |run: &mut Approval, comment: Option<&str>| {
        let verdict = (ApprovalVerdict::Reject, comment.map(str::to_owned));
        decide(run, Some(world.ids["bert"].0), verdict, at(1))
    };
    assert!(no(&mut run.clone(), Some("  ")).is_err(), "without a reason");
    assert!(no(&mut run.clone(), Some(&"x".repeat(2_001))).is_err(), "with too long a one");
    assert_eq!(no(&mut run, Some("Too cheap")).ok(), Some(Outcome::Rejected));
    assert!(end(&mut run, End::Reject, at(1)).is_ok());
    let statuses: Vec<_> = run.steps.0.iter().map(|step| step.status).collect();
    assert_eq!(statuses, [ApprovalStepStatus::Rejected, ApprovalStepStatus::Cancelled]);
    assert_eq!(
        (run.status, run.ended_at, run.due_at, run.waiting_for.len()),
        (Rejected, Some(at(1)), None, 0)
    );
    assert!(world.approve(&mut run, "cleo").is_none(), "it is over");
}

#[test]
fn runs_end_where_the_table_says_and_nowhere_else() {
    let ends = [End::Grant, End::Reject, End::Recall, End::Void];
    for (status, leads_to) in [
        (Pending, [Some(Approved), Some(Rejected), Some(Recalled), Some(Voided)]),
        (Approved, [None, None, None, Some(Voided)]),
        (Rejected, [None; 4]),
        (Recalled, [None; 4]),
        (Voided, [None; 4]),
    ] {
        assert_eq!(ends.map(|how| next(status, how).ok()), leads_to, "{status:?}");
    }
}

#[test]
fn who_is_late_is_reminded_once_and_a_day_later_the_admins_are_asked_too() {
    let world = World::new();
    let mut run = world.run(vec![(All, vec![world.user("cleo"), world.user("boss")])]);
    let admins = [world.ids["admin"], world.ids["boss"]];
    assert_eq!(attend(&mut run, &admins, at(7)), None, "not due yet");
    assert_eq!(attend(&mut run, &admins, at(8)), Some(Attention::Remind));
    assert_eq!(attend(&mut run, &admins, at(9)), None, "reminded already");
    assert_eq!(attend(&mut run, &admins, at(32)), Some(Attention::Escalate));
    assert_eq!(attend(&mut run, &admins, at(99)), None, "and that is all");
    assert_eq!(world.waits_for(&run), ["admin", "boss", "cleo"]);
    let step = &run.steps.0[0];
    assert_eq!((step.reminded_at, step.escalated_at, step.needed), (Some(at(8)), Some(at(32)), 2));
    assert_eq!(world.told(&step.approvers)[2], ("admin", Escalated));
    assert_eq!(world.approve(&mut run, "admin"), Some(Outcome::Counted));
    assert_eq!(world.approve(&mut run, "boss"), Some(Outcome::StepDone), "in the place of who is late");
}
