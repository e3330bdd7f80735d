//! How runs go, and when and by whom their tasks are to be done.

use super::*;
use crate::activities::model::TaskPriority;
use crate::db::jsonb::Jsonb;
use PlanRunStatus::{Cancelled, Done, Running};

fn item(title: &str, from: PlanOffset, rule: PlanAssigneeRule) -> ActivityPlanItem {
    ActivityPlanItem {
        id: Id::new(),
        position: 0,
        title: title.to_owned(),
        description: None,
        offset_days: 0,
        offset_from: from,
        assignee_rule: rule,
        user_id: None,
        team_id: None,
        mandatory: false,
        priority: TaskPriority::Normal,
    }
}

fn plan(items: Vec<ActivityPlanItem>) -> ActivityPlan {
    ActivityPlan {
        workspace_id: Id::new(),
        id: Id::new(),
        name: "Hand over".to_owned(),
        description: None,
        items: Jsonb(items),
        archived: false,
        version: 1,
        created_at: DateTime::UNIX_EPOCH,
        created_by: None,
        updated_at: DateTime::UNIX_EPOCH,
        updated_by: None,
    }
}

#[test]
fn a_run_goes_where_the_table_says_and_nowhere_else() {
    for (status, step, leads_to) in [
        (Running, Step::Counted(2), Some(Running)),
        (Running, Step::Counted(0), Some(Done)),
        (Done, Step::Counted(0), Some(Done)),
        (Done, Step::Counted(1), Some(Running)),
        (Cancelled, Step::Counted(0), Some(Cancelled)),
        (Cancelled, Step::Counted(1), Some(Running)),
        (Running, Step::CallOff, Some(Cancelled)),
        (Running, Step::Leave, Some(Cancelled)),
        (Running, Step::TakeUp, Some(Running)),
        (Cancelled, Step::TakeUp, Some(Running)),
        (Cancelled, Step::CallOff, None),
        (Cancelled, Step::Leave, None),
        (Done, Step::CallOff, None),
        (Done, Step::Leave, None),
        (Done, Step::TakeUp, Some(Running)),
    ] {
        assert_eq!(next(status, step).ok(), leads_to, "{status:?}, {step:?}");
    }
}

#[test]
fn a_plan_says_everything_that_is_wrong_where_it_is() {
    use PlanAssigneeRule::{Owner, User};
    let paths = |plan: &ActivityPlan| -> Vec<String> {
        let all = refusals(check_plan(plan));
        all.into_iter().map(|refusal| refusal.path.join(".")).collect()
    };
    assert_eq!(paths(&plan(vec![item("Call", PlanOffset::Start, Owner)])), [""; 0]);
    assert_eq!(paths(&plan(Vec::new())), ["items"]);
    let many = (0..51).map(|_| item("Call", PlanOffset::Start, Owner)).collect();
    assert_eq!(paths(&plan(many)), ["items"]);
    let mut late = item("Late", PlanOffset::PreviousDone, Owner);
    late.offset_days = 366;
    let wrong =
        vec![item("First", PlanOffset::PreviousDone, Owner), item(" ", PlanOffset::PreviousDone, User), late];
    let expected = ["items.0.offsetFrom", "items.1.title", "items.1.userId", "items.2.offsetDays"];
    assert_eq!(paths(&plan(wrong)), expected);
}

#[test]
fn items_keep_their_ids_and_forget_whom_their_rule_does_not_name() {
    let before = [item("Call", PlanOffset::Start, PlanAssigneeRule::Owner)];
    let given = |id| ActivityPlanItemInput {
        id,
        title: " Call them ".to_owned(),
        user_id: Some(Id::new()),
        team_id: Some(Id::new()),
        ..ActivityPlanItemInput::default()
    };
    let kept = kept(vec![given(None), given(Some(before[0].id))], &before).unwrap_or_default();
    assert_eq!((kept[1].id, kept[1].title.as_str(), kept[1].position), (before[0].id, "Call them", 1));
    assert_eq!((kept[0].user_id, kept[0].team_id), (None, None));
    for ids in [vec![Some(Id::new())], vec![Some(before[0].id), Some(before[0].id)]] {
        assert!(super::kept(ids.into_iter().map(given).collect(), &before).is_err());
    }
}

#[test]
fn only_the_next_item_waits_and_only_for_the_one_before_it() {
    use PlanAssigneeRule::Owner;
    let items = snapshot(&[
        item("1", PlanOffset::Start, Owner),
        item("2", PlanOffset::PreviousDone, Owner),
        item("3", PlanOffset::Start, Owner),
    ]);
    assert_eq!(waiting(&items, items[0].id), Some(&items[1]));
    assert_eq!(waiting(&items, items[1].id), None);
    assert_eq!(waiting(&items, items[2].id), None);
    assert_eq!(waiting(&items, Id::new()), None);
}

#[test]
fn whoever_cannot_be_found_is_the_owner() {
    let (owner, user, boss, team) = (Id::new(), Id::new(), Id::new(), Id::new());
    let found = StandIns { active: [user].into(), managers: [(team, boss)].into(), owners_manager: None };
    let with = |rule, user_id, team_id| {
        assignee(&ActivityPlanItem { user_id, team_id, ..item("", PlanOffset::Start, rule) }, owner, &found)
    };
    use PlanAssigneeRule::{Owner, TeamManager, User};
    assert_eq!(with(Owner, None, None), owner);
    assert_eq!(with(User, Some(user), None), user);
    assert_eq!(with(User, Some(Id::new()), None), owner, "inactive or gone");
    assert_eq!(with(TeamManager, None, Some(team)), boss);
    assert_eq!(with(TeamManager, None, Some(Id::new())), owner);
    assert_eq!(with(TeamManager, None, None), owner, "the owner's team has none");
}

#[test]
fn tasks_are_due_on_days_of_the_workspace() {
    let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap_or_default();
    let late = at("2026-03-27T23:30:00Z");
    // Past midnight in Prague; on the 29th its clocks go forward.
    assert_eq!(due("Europe/Prague", late, 0), at("2026-03-28T16:00:00Z"));
    assert_eq!(due("Europe/Prague", late, 1), at("2026-03-29T15:00:00Z"));
    assert_eq!(due("UTC", late, 0), at("2026-03-27T17:00:00Z"));
    assert_eq!(due("Nowhere/Here", late, 0), at("2026-03-27T17:00:00Z"));
    assert_eq!(end_of_next_day("Europe/Prague", late), at("2026-03-29T21:59:00Z"));
}
