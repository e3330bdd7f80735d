//! Who is told of what, case by case.

use super::*;
use crate::db::id::type_id;
use crate::live::event::Changes;
use serde_json::json;

const ANNA: Uuid = Uuid::from_u128(1);
const BOB: Uuid = Uuid::from_u128(2);
const EVA: Uuid = Uuid::from_u128(3);
const DEAL: Uuid = Uuid::from_u128(9);

fn event(subject_kind: SubjectKind, kind: &str, changes: &[(&str, Value, Value)]) -> Event {
    let one = |(field, before, after): &(&str, Value, Value)| {
        ((*field).to_owned(), (before.clone(), after.clone()))
    };
    let everybody =
        Audience::Deal { owner_id: BOB, restricted: false, users: vec![EVA], teams: vec![], of_task: vec![] };
    Event {
        seq: 1,
        at: DateTime::UNIX_EPOCH,
        kind: kind.to_owned(),
        actor: Actor::User { user_id: ANNA },
        subject_kind,
        subject_id: Uuid::from_u128(7),
        subject_version: 1,
        deal_id: Some(DEAL),
        account_id: None,
        changes: changes.iter().map(one).collect::<Changes>(),
        audience_before: None,
        audience_after: Some(everybody),
        within_grace: false,
        pipeline_id: None,
    }
}

fn users(event: &Event, facts: &Facts) -> Vec<Uuid> {
    told(event, facts).into_iter().map(|told| told.user).collect()
}

fn waiting(ids: &[Uuid]) -> Value {
    ids.iter().map(|id| type_id("user", *id)).collect()
}

#[test]
fn a_task_is_told_to_whom_it_was_given_unless_they_took_it_themselves() {
    let none = Facts::default();
    for (kind, changes, expected) in [
        ("task.assigned", vec![("assignee_id", Value::Null, json!(BOB))], vec![BOB]),
        ("task.assigned", vec![("assignee_id", json!(EVA), json!(BOB))], vec![BOB]),
        ("task.created", vec![("assignee_id", Value::Null, json!(ANNA))], vec![]),
        ("task.changed", vec![("title", json!("A"), json!("B"))], vec![]),
        ("task.completed", vec![("status", json!("open"), json!("done"))], vec![]),
        (
            "task.created",
            vec![("assignee_id", Value::Null, json!(BOB)), ("status", Value::Null, json!("done"))],
            vec![],
        ),
    ] {
        let event = event(SubjectKind::Task, kind, &changes);
        assert_eq!(users(&event, &none), expected, "{kind} {changes:?}");
    }
    let given = event(SubjectKind::Task, "task.assigned", &[("assignee_id", Value::Null, json!(BOB))]);
    let target = Target { kind: TargetKind::Task, id: given.subject_id, deal_id: Some(DEAL) };
    assert_eq!(told(&given, &none), [Told { user: BOB, kind: NotificationKind::TaskAssigned, target }]);
}

#[test]
fn an_approval_is_told_to_whom_it_newly_waits_for_and_to_who_is_late() {
    let none = Facts::default();
    for (kind, before, after, expected) in [
        ("approval.requested", Value::Null, waiting(&[BOB, EVA]), vec![BOB, EVA]),
        ("approval.delegated", waiting(&[BOB]), waiting(&[EVA]), vec![EVA]),
        ("approval.escalated", waiting(&[BOB]), waiting(&[BOB, EVA]), vec![EVA]),
        ("approval.reminded", Value::Null, waiting(&[BOB]), vec![BOB]),
        ("approval.requested", Value::Null, waiting(&[ANNA, BOB]), vec![BOB]),
        ("approval.granted", waiting(&[BOB]), waiting(&[]), vec![]),
    ] {
        let event = event(SubjectKind::Approval, kind, &[("waiting_for", before, after)]);
        assert_eq!(users(&event, &none), expected, "{kind}");
    }
}

#[test]
fn the_end_of_an_approval_is_told_to_who_asked() {
    let facts = Facts { requester: Some(BOB), ..Facts::default() };
    for (kind, expected) in [
        ("approval.granted", vec![BOB]),
        ("approval.refused", vec![BOB]),
        ("approval.voided", vec![BOB]),
        ("approval.decided", vec![]),
        ("approval.recalled", vec![BOB]),
        ("approval.stayed", vec![]),
    ] {
        assert_eq!(users(&event(SubjectKind::Approval, kind, &[]), &facts), expected, "{kind}");
    }
    let own = Facts { requester: Some(ANNA), ..Facts::default() };
    for kind in ["approval.voided", "approval.recalled"] {
        assert!(users(&event(SubjectKind::Approval, kind, &[]), &own).is_empty(), "{kind}");
    }
}

#[test]
fn a_deal_that_was_won_is_told_to_all_who_take_part_each_once() {
    let facts = Facts { managers: vec![EVA, ANNA, Uuid::from_u128(4)], ..Facts::default() };
    let won = event(SubjectKind::Deal, "deal.stage_changed", &[("status", json!("open"), json!("won"))]);
    assert_eq!(users(&won, &facts), [BOB, EVA, Uuid::from_u128(4)], "not who won it");
    let lost = event(SubjectKind::Deal, "deal.stage_changed", &[("status", json!("open"), json!("lost"))]);
    assert!(users(&lost, &facts).is_empty());
}

#[test]
fn a_deal_is_told_to_whom_somebody_else_made_its_owner_and_its_win_beside_that() {
    let none = Facts::default();
    let to = |before: Value, after: Uuid| ("owner_id", before, json!(after));
    for (kind, changes, expected) in [
        ("deal.created", vec![to(Value::Null, BOB)], vec![BOB]),
        ("deal.owner_changed", vec![to(json!(EVA), BOB)], vec![BOB]),
        ("deal.stage_changed", vec![to(json!(EVA), BOB), ("stage_id", json!(1), json!(2))], vec![BOB]),
        ("deal.created", vec![to(Value::Null, ANNA)], vec![]),
        ("deal.owner_changed", vec![to(json!(BOB), ANNA)], vec![]),
        ("deal.changed", vec![("name", json!("A"), json!("B"))], vec![]),
    ] {
        let mut event = event(SubjectKind::Deal, kind, &changes);
        assert_eq!(users(&event, &none), expected, "{kind} {changes:?}");
        assert_eq!(news(&event).is_empty(), expected.is_empty(), "whoever took it knows: {kind}");
        event.actor = Actor::System;
        let owner = event.after("owner_id").is_some();
        assert_eq!(!users(&event, &none).is_empty(), owner, "by itself: {kind} {changes:?}");
        event.actor = Actor::Import { user_id: Some(EVA) };
        assert!(news(&event).is_empty() && users(&event, &none).is_empty(), "imported: {kind}");
    }
    let won = event(
        SubjectKind::Deal,
        "deal.created",
        &[to(Value::Null, BOB), ("status", Value::Null, json!("won"))],
    );
    let target = Target { kind: TargetKind::Deal, id: won.subject_id, deal_id: Some(DEAL) };
    let of = |user, kind| Told { user, kind, target };
    use NotificationKind::{DealAssigned, DealWon};
    assert_eq!(told(&won, &none), [of(BOB, DealAssigned), of(BOB, DealWon), of(EVA, DealWon)]);
    assert!(by_default(DealAssigned).inbox && by_default(DealAssigned).email);
}

#[test]
fn deals_handed_over_are_counted_once_each() {
    let target = Target { kind: TargetKind::Deal, id: DEAL, deal_id: Some(DEAL) };
    let told = Told { user: BOB, kind: NotificationKind::DealAssigned, target };
    let at = DateTime::UNIX_EPOCH;
    let mut one = line(DEAL, &told, (&Actor::User { user_id: ANNA }, at), at);
    take_in(&mut one, &told, (&Actor::User { user_id: EVA }, at));
    assert_eq!((one.count, &one.actor.0), (1, &Actor::User { user_id: EVA }), "the same deal again");
    let other = Target { id: ANNA, deal_id: Some(ANNA), ..target };
    take_in(&mut one, &Told { target: other, ..told }, (&Actor::System, at));
    assert_eq!((one.count, one.target_id, one.deal_id), (2, ANNA, Some(Id::of(ANNA))), "another one");
}

#[test]
fn a_note_is_told_to_whom_it_newly_mentions_unless_it_was_put_away() {
    let none = Facts::default();
    let at = |who: Uuid| format!("@[Somebody]({})", type_id("user", who));
    let (anna, bob, eva) = (at(ANNA), at(BOB), at(EVA));
    let text = |parts: &[&String]| json!(parts.iter().map(|part| part.as_str()).collect::<String>());
    for (kind, before, after, expected) in [
        ("note.created", Value::Null, text(&[&eva, &anna, &bob, &eva]), vec![BOB, EVA]),
        ("note.changed", text(&[&bob]), text(&[&bob, &eva]), vec![EVA]),
        ("note.changed", text(&[&bob, &eva]), text(&[&eva]), vec![]),
        ("note.changed", json!("Nobody"), json!("Nobody else"), vec![]),
        ("note.restored", Value::Null, Value::Null, vec![]),
    ] {
        let event = event(SubjectKind::Note, kind, &[("body", before, after)]);
        assert_eq!(users(&event, &none), expected, "{kind}");
    }
    let body = ("body", json!("Plain"), text(&[&bob]));
    let away =
        event(SubjectKind::Note, "note.archived", &[body.clone(), ("archived", json!(false), json!(true))]);
    assert_eq!((news(&away), users(&away, &none)), (vec![], vec![]));
    let back = event(SubjectKind::Note, "note.restored", &[body, ("archived", json!(true), json!(false))]);
    let target = Target { kind: TargetKind::Note, id: back.subject_id, deal_id: Some(DEAL) };
    assert_eq!(told(&back, &none), [Told { user: BOB, kind: NotificationKind::Mention, target }]);
    assert!(by_default(NotificationKind::Mention).inbox && by_default(NotificationKind::Mention).email);
}

#[test]
fn an_import_tells_nobody_and_neither_do_notifications() {
    let mut event = event(SubjectKind::Task, "task.assigned", &[("assignee_id", Value::Null, json!(BOB))]);
    event.actor = Actor::Import { user_id: None };
    assert!(told(&event, &Facts::default()).is_empty());
    event.actor = Actor::System;
    assert_eq!(users(&event, &Facts::default()), [BOB], "the server itself does");
    event.subject_kind = SubjectKind::Notification;
    assert!(told(&event, &Facts::default()).is_empty());
}

#[test]
fn a_line_counts_what_it_takes_in_and_shows_the_latest() {
    let target = Target { kind: TargetKind::Task, id: EVA, deal_id: Some(DEAL) };
    let told = Told { user: BOB, kind: NotificationKind::TaskAssigned, target };
    let at = |minutes| DateTime::UNIX_EPOCH + Duration::minutes(minutes);
    let mut one = line(DEAL, &told, (&Actor::User { user_id: ANNA }, at(5)), at(6));
    let other = Told { target: Target { id: ANNA, ..target }, ..told };
    take_in(&mut one, &other, (&Actor::System, at(9)));
    assert_eq!((one.count, one.target_id, one.at, one.created_at), (2, ANNA, at(9), at(6)));
    assert_eq!(one.actor.0, Actor::System);
    take_in(&mut one, &told, (&Actor::System, at(7)));
    assert_eq!((one.count, one.at), (3, at(9)), "time does not go back");
}

#[test]
fn what_is_marked_is_said_once() {
    let input = |ids: Option<usize>, up_to: bool, read: bool| MarkNotificationsReadInput {
        ids: ids.map(|many| vec![Id::of(ANNA); many]),
        up_to: up_to.then_some(DateTime::UNIX_EPOCH),
        read,
    };
    assert_eq!(which(&input(Some(1), false, false)).ok(), Some(Which::These(vec![ANNA])));
    assert_eq!(which(&input(None, true, true)).ok(), Some(Which::UpTo(DateTime::UNIX_EPOCH)));
    for refused in [
        input(None, false, true),
        input(Some(1), true, true),
        input(None, true, false),
        input(Some(MOST + 1), false, true),
    ] {
        assert!(which(&refused).is_err(), "{refused:?}");
    }
}
