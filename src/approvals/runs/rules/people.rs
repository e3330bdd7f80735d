//! Who is asked.

use crate::app::actor::Role;
use crate::approvals::policies::model::{ApprovalMode, ApproverKind, ApproverRule};
use crate::approvals::runs::model::{ApprovalAssignment, ApprovalDecision, ApproverVia, Candidate};
use crate::db::id::Id;
use crate::team::model::{Team, User};
use std::collections::HashMap;

/// A team as far as who looks after it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    pub parent: Option<Id<Team>>,
    pub manager: Option<Id<User>>,
}

/// The people and teams there are, as far as rules can name them.
#[derive(Debug, Clone, Default)]
pub struct People {
    /// Those who can decide, in the order they are asked.
    pub able: Vec<Candidate>,
    pub teams: HashMap<Id<Team>, Node>,
    /// The team the deal's owner belongs to.
    pub owners_team: Option<Id<Team>>,
}

/// Whose request about whose deal.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    pub owner: Id<User>,
    pub requester: Option<Id<User>>,
    /// Whether who asks may approve too.
    pub own_requests: bool,
}

impl Asked {
    fn may(&self, user: Id<User>) -> bool {
        self.own_requests || self.requester != Some(user)
    }
}

impl People {
    fn is_able(&self, user: Id<User>) -> bool {
        self.able.iter().any(|one| one.id == user)
    }

    fn of_role(&self, role: Role) -> impl Iterator<Item = Id<User>> + '_ {
        self.able.iter().filter(move |one| one.role == role).map(|one| one.id)
    }

    /// The admins who may decide about this.
    pub fn admins<'a>(&'a self, asked: &'a Asked) -> impl Iterator<Item = Id<User>> + 'a {
        self.of_role(Role::Admin).filter(|admin| asked.may(*admin))
    }

    /// The first manager going up from the owner's team who is neither the owner nor who asks.
    fn owners_manager(&self, asked: &Asked) -> Option<Id<User>> {
        let mut team = self.owners_team;
        // A tree is no deeper than it has teams: whatever the rows say, this ends.
        for _ in 0..=self.teams.len() {
            let node = self.teams.get(&team?)?;
            let fits = |manager: &Id<User>| *manager != asked.owner && asked.may(*manager);
            if let Some(manager) = node.manager.filter(fits) {
                return Some(manager);
            }
            team = node.parent;
        }
        None
    }

    /// Whom one rule names; none of whom when who is named is not there or cannot decide.
    fn named(&self, rule: &ApproverRule, asked: &Asked) -> Option<(ApproverVia, Vec<Id<User>>)> {
        let one = |via, user: Option<Id<User>>| {
            user.filter(|user| self.is_able(*user)).map(|user| (via, vec![user]))
        };
        match rule.kind {
            ApproverKind::User => one(ApproverVia::User, rule.user_id),
            ApproverKind::Role => {
                let all: Vec<_> = rule.role.into_iter().flat_map(|role| self.of_role(role)).collect();
                (!all.is_empty()).then_some((ApproverVia::Role, all))
            }
            ApproverKind::OwnersManager => one(ApproverVia::OwnersManager, self.owners_manager(asked)),
            ApproverKind::TeamManager => {
                let manager = rule.team_id.and_then(|team| self.teams.get(&team)?.manager);
                one(ApproverVia::TeamManager, manager)
            }
        }
    }
}

/// Everybody a step asks, each once: whom its rules name but who asks; the admins for those who are not found or cannot decide, and
/// when nobody is left. The only admin there is decides about their own request when there is nobody else.
pub fn resolve(rules: &[ApproverRule], asked: &Asked, people: &People) -> Vec<ApprovalAssignment> {
    let mut all: Vec<ApprovalAssignment> = Vec::new();
    let mut add = |user: Id<User>, via: ApproverVia| {
        if !all.iter().any(|one| one.user_id == user) {
            all.push(asking(user, via));
        }
    };
    let mut unfound = false;
    for rule in rules {
        match people.named(rule, asked) {
            Some((via, users)) => {
                users.into_iter().filter(|user| asked.may(*user)).for_each(|user| add(user, via));
            }
            None => unfound = true,
        }
    }
    if unfound {
        people.admins(asked).for_each(|admin| add(admin, ApproverVia::Admins));
    }
    if all.is_empty() {
        all.extend(people.admins(asked).map(|admin| asking(admin, ApproverVia::Admins)));
    }
    if all.is_empty() {
        all.extend(people.of_role(Role::Admin).map(|admin| asking(admin, ApproverVia::LoneAdmin)));
    }
    all
}

/// Somebody newly asked.
pub fn asking(user_id: Id<User>, via: ApproverVia) -> ApprovalAssignment {
    ApprovalAssignment {
        id: Id::new(),
        user_id,
        via,
        delegated_by: None,
        stands_in: via == ApproverVia::Admins,
        decision: None,
        comment: None,
        decided_at: None,
    }
}

/// How many approvals it takes of those who are asked. Who handed it on, and who was asked because it was late, counts for nobody.
pub fn needed(mode: ApprovalMode, at_least: Option<i32>, asked: &[ApprovalAssignment]) -> i32 {
    let count = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
    let in_own_right = |one: &&ApprovalAssignment| {
        one.decision != Some(ApprovalDecision::Delegated) && one.via != ApproverVia::Escalated
    };
    let asked: Vec<&ApprovalAssignment> = asked.iter().filter(in_own_right).collect();
    match mode {
        ApprovalMode::Any => 1,
        ApprovalMode::All => {
            let named = asked.iter().filter(|one| !one.stands_in).count();
            count(named + usize::from(named < asked.len())).max(1)
        }
        ApprovalMode::AtLeast => at_least.unwrap_or(1).clamp(1, count(asked.len()).max(1)),
    }
}

/// Asks the admins in the place of somebody who cannot decide any more.
pub fn in_place_of(asked: &mut Vec<ApprovalAssignment>, about: &Asked, people: &People) {
    let here = |asked: &[ApprovalAssignment], user| asked.iter().any(|one| one.user_id == user);
    for admin in people.admins(about) {
        if !here(asked, admin) {
            asked.push(asking(admin, ApproverVia::Admins));
        }
    }
    if asked.iter().all(|one| one.decision.is_some()) {
        asked.extend(people.of_role(Role::Admin).map(|admin| asking(admin, ApproverVia::LoneAdmin)));
    }
}
