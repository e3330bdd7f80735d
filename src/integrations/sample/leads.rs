//! The sample's leads: new ones, ones in work and qualified, some put aside, and those that some of its deals began as.

use super::customers::Customers;
use super::names::{FIRST_NAMES, JOB_TITLES, LAST_NAMES, PLACES, TRADES};
use super::people::House;
use super::story::{Sitting, Story, sitting};
use super::{Dice, Past, address, plain};
use crate::db::id::Id;
use crate::deals::model::Deal;
use crate::fields::values::Custom;
use crate::leads::actions::news;
use crate::leads::model::{Lead, LeadStatus};
use crate::leads::rules::standing;

const LEADS: usize = 48;
/// So many of the deals began as leads.
const CONVERTED: usize = 14;

const TOPICS: [&str; 10] = [
    "Asks for a demo after the trade fair",
    "Wants to replace the present warehouse system",
    "Request by the web form: prices for three plants",
    "Recommended by a customer, looks for a partner",
    "Needs figures from the shop floor by the minute",
    "Tender expected in the next quarter",
    "New plant opens next year",
    "Complains about their supplier's support",
    "Downloaded the paper on picking by voice",
    "Wants to connect five carriers",
];

/// Beginnings of names of companies one does not know yet.
const UNKNOWN: [&str; 8] =
    ["Aurelia", "Belmondo", "Cygnus", "Drava", "Ellipse", "Ferrum", "Gotland", "Halcyon"];

/// What is found out, question by question.
const ANSWERS: [[&str; 4]; 3] = [
    [
        "About 80,000 this year, granted",
        "The plant manager, with the finance director",
        "Fewer picking errors before the season",
        "Live by September, when the season begins",
    ],
    [
        "Part of the modernisation budget, up to 200,000",
        "The board; the head of IT prepares it",
        "One system for all three sites",
        "Decision before the summer, start in autumn",
    ],
    [
        "Not fixed; will follow from the savings",
        "The owner decides alone",
        "Sees too late where orders are stuck",
        "As soon as it can be done beside the daily work",
    ],
];

const REASONS: [&str; 4] = [
    "Student project, nothing to buy",
    "Too small: four people and a van",
    "Chose somebody else before we called",
    "Wants hardware only",
];

/// Invents leads, and makes some deals' leads of origin.
pub fn invent(past: &Past, (house, customers): (&House, &Customers), story: &mut Story) {
    let mut dice = Dice::new(53);
    for number in 0..LEADS {
        let Some(owner) = house.people.iter().position(|user| {
            let sellers = house.sellers();
            user.id == sellers[(number * 5) % sellers.len()].id
        }) else {
            continue;
        };
        let lead = lead(past, (house, customers, owner), number, &mut dice);
        grow(past, (owner, number), lead, &mut dice, story);
    }
    let deals: Vec<Deal> = story.deals.iter().step_by(story.deals.len() / CONVERTED).cloned().collect();
    for (number, deal) in deals.iter().enumerate() {
        convert(past, (house, customers), (deal, number), story);
    }
}

/// A lead as it came in.
fn lead(
    past: &Past,
    (house, customers, owner): (&House, &Customers, usize),
    number: usize,
    dice: &mut Dice,
) -> Lead {
    let person = &house.people[owner];
    let first = FIRST_NAMES[(number * 11 + 3) % FIRST_NAMES.len()];
    let last = LAST_NAMES[(number * 13 + 5) % LAST_NAMES.len()];
    // Every sixth is somebody one knows already.
    let known = (number % 6 == 5).then(|| &customers.accounts[number % customers.accounts.len()]);
    let company = match known {
        Some(account) => account.name.clone(),
        None => format!("{} {}", UNKNOWN[number % UNKNOWN.len()], TRADES[(number / 3) % TRADES.len()].0),
    };
    let domain = format!("{}.example", plain(company.split(' ').next().unwrap_or_default()));
    let website = known.map_or(Some(format!("https://www.{domain}")), |account| account.website.clone());
    let named = number % 4 != 3;
    Lead {
        workspace_id: person.workspace_id,
        id: Id::new(),
        topic: TOPICS[number % TOPICS.len()].to_owned(),
        company: Some(company),
        first_name: named.then(|| first.to_owned()),
        last_name: named.then(|| last.to_owned()),
        job_title: named.then(|| JOB_TITLES[dice.below(JOB_TITLES.len())].0.to_owned()),
        email: named.then(|| address(&format!("{first} {last}"), &domain)),
        phone: dice.chance(60).then(|| format!("+420 {} {}", 600 + number, dice.between(100_000, 999_999))),
        website,
        source_id: customers.accounts[number % customers.accounts.len()].source_id,
        owner_id: person.id,
        status: LeadStatus::New,
        disqualify_reason: None,
        budget: None,
        authority: None,
        need: None,
        timing: None,
        description: dice.chance(40).then(|| format!("Site in {}.", PLACES[number % PLACES.len()].0)),
        converted_at: None,
        account_id: None,
        contact_id: None,
        deal_id: None,
        version: 1,
        created_at: past.now,
        created_by: Some(person.id),
        updated_at: past.now,
        updated_by: Some(person.id),
        custom: Custom::default(),
    }
}

/// What came of a lead: nothing yet, some answers, all of them, or a reason to stop.
fn grow(past: &Past, (owner, number): (usize, usize), lead: Lead, dice: &mut Dice, story: &mut Story) {
    let days = dice.between(1, 40);
    let begun = sitting(past.now, owner, days);
    let came = Lead { created_at: begun.0, updated_at: begun.0, ..lead };
    let answers = ANSWERS[number % ANSWERS.len()];
    let mut after = came.clone();
    match number % 8 {
        0..=2 => return tell(story, begun, None, came),
        3 | 4 => after.need = Some(answers[2].to_owned()),
        5 | 6 => {
            let all = answers.map(|answer| Some(answer.to_owned()));
            [after.budget, after.authority, after.need, after.timing] = all;
        }
        _ => {
            after.status = LeadStatus::Disqualified;
            after.disqualify_reason = Some(REASONS[number / 8 % REASONS.len()].to_owned());
        }
    }
    after.status = standing(&after);
    let then = sitting(past.now, owner, days / 2);
    tell(story, begun, Some(then), came);
    change(story, then, after);
}

/// A lead whose row is written now, or in the later sitting that changes it.
fn tell(story: &mut Story, begun: Sitting, later: Option<Sitting>, lead: Lead) {
    let told = news("lead.created", None, &lead).creating(&lead);
    let deeds = story.at(begun);
    deeds.news.push(told);
    if later.is_none_or(|later| later == begun) {
        deeds.leads.push(lead);
    } else if let Some(later) = later {
        story.at(later).leads.push(lead);
    }
}

/// The lead as it became in a sitting in which its row is written.
fn change(story: &mut Story, at: Sitting, mut after: Lead) {
    after.version += 1;
    after.updated_at = at.0;
    let deeds = story.at(at);
    let Some(row) = deeds.leads.iter_mut().find(|row| row.id == after.id) else { return };
    let kind = match after.status {
        LeadStatus::Disqualified => "lead.disqualified",
        LeadStatus::Converted => "lead.converted",
        _ => "lead.changed",
    };
    let told = news(kind, Some(row), &after).changing(row, &after);
    *row = after;
    deeds.news.push(told);
}

/// The lead that a deal began as, some days before it.
fn convert(
    past: &Past,
    (house, customers): (&House, &Customers),
    (deal, number): (&Deal, usize),
    story: &mut Story,
) {
    let Some(owner) = house.people.iter().position(|user| user.id == deal.owner_id) else { return };
    let account = customers.accounts.iter().find(|account| Some(account.id) == deal.account_id);
    let contact = customers.contacts.iter().find(|contact| Some(contact.id) == deal.primary_contact_id);
    let Some(account) = account else { return };
    let converted = (deal.created_at, owner);
    if !story.sittings.contains_key(&converted) {
        return;
    }
    let age = (past.now - deal.created_at).num_days();
    let begun = sitting(past.now, owner, age + 20);
    if begun.0 < account.created_at || begun >= converted {
        return;
    }
    let mut dice = Dice::new(1);
    let came = Lead {
        topic: TOPICS[number % TOPICS.len()].to_owned(),
        company: Some(account.name.clone()),
        website: account.website.clone(),
        first_name: contact.map(|contact| contact.first_name.clone()),
        last_name: contact.map(|contact| contact.last_name.clone()),
        email: contact.and_then(|contact| contact.emails.first().cloned()),
        created_at: begun.0,
        updated_at: begun.0,
        ..lead(past, (house, customers, owner), number, &mut dice)
    };
    let [budget, authority, need, timing] =
        ANSWERS[number % ANSWERS.len()].map(|answer| Some(answer.to_owned()));
    let after = Lead {
        budget,
        authority,
        need,
        timing,
        status: LeadStatus::Converted,
        converted_at: Some(deal.created_at),
        account_id: Some(account.id),
        contact_id: deal.primary_contact_id,
        deal_id: Some(deal.id),
        ..came.clone()
    };
    tell(story, begun, Some(converted), came);
    change(story, converted, after);
}
