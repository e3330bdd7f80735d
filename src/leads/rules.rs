//! What a lead must be, when it is qualified, and who else it may be.

use crate::app::checks::Checks;
use crate::app::error::{Error, Refusal, RefusalCode, Result};
use crate::leads::model::{Lead, LeadAnswer, LeadStatus};

/// Checks every field of a lead.
pub fn check_lead(lead: &Lead) -> Result<()> {
    let mut checks = Checks::default();
    checks.required_text("topic", &lead.topic, 300);
    checks.text("company", lead.company.as_deref(), 200);
    checks.text("firstName", lead.first_name.as_deref(), 100);
    checks.text("lastName", lead.last_name.as_deref(), 100);
    checks.text("jobTitle", lead.job_title.as_deref(), 200);
    checks.text("phone", lead.phone.as_deref(), 50);
    checks.text("website", lead.website.as_deref(), 200);
    for (field, answer) in answers(lead) {
        checks.text(field.as_str(), answer, 2_000);
    }
    checks.text("description", lead.description.as_deref(), 10_000);
    checks.text("reason", lead.disqualify_reason.as_deref(), 1_000);
    if let Some(email) = &lead.email {
        checks.email("email", email);
    }
    let named = [&lead.company, &lead.last_name, &lead.first_name, &lead.email, &lead.phone];
    let message = "Say who it is: a company, a person, an e-mail address or a phone number.";
    checks.that(named.iter().any(|part| part.is_some()), RefusalCode::Required, "company", message);
    checks.done()
}

/// The four questions with what is known.
fn answers(lead: &Lead) -> [(LeadAnswer, Option<&str>); 4] {
    [
        (LeadAnswer::Budget, lead.budget.as_deref()),
        (LeadAnswer::Authority, lead.authority.as_deref()),
        (LeadAnswer::Need, lead.need.as_deref()),
        (LeadAnswer::Timing, lead.timing.as_deref()),
    ]
}

/// What of the four is not answered yet.
pub fn missing(lead: &Lead) -> Vec<LeadAnswer> {
    answers(lead).into_iter().filter(|(_, answer)| answer.is_none()).map(|(question, _)| question).collect()
}

/// Where an open lead stands with what is known of it: qualified while all four are answered, in work once one is.
pub fn standing(lead: &Lead) -> LeadStatus {
    match (lead.status, missing(lead).len()) {
        (closed @ (LeadStatus::Disqualified | LeadStatus::Converted), _) => closed,
        (_, 0) => LeadStatus::Qualified,
        (LeadStatus::New, 4) => LeadStatus::New,
        _ => LeadStatus::Working,
    }
}

/// Refuses a change of a lead that is read-only.
pub fn check_open(lead: &Lead, field: &str) -> Result<()> {
    let message = match lead.status {
        LeadStatus::Converted => "This lead became a deal and is read-only; go on with the deal.",
        LeadStatus::Disqualified => "This lead was disqualified and is read-only; reopen it first.",
        _ => return Ok(()),
    };
    Err(Refusal::at(RefusalCode::Invalid, field, message).into())
}

/// Refuses to convert a lead of which something is not known yet, saying everything that is missing.
pub fn check_qualified(lead: &Lead) -> Result<()> {
    let refusals: Vec<Refusal> = missing(lead)
        .into_iter()
        .map(|question| {
            let message = match question {
                LeadAnswer::Budget => "Find out what they can spend before converting.",
                LeadAnswer::Authority => "Find out who decides before converting.",
                LeadAnswer::Need => "Find out what they need before converting.",
                LeadAnswer::Timing => "Find out when they need it before converting.",
            };
            Refusal::at(RefusalCode::Required, question.as_str(), message)
        })
        .collect();
    if refusals.is_empty() { Ok(()) } else { Err(Error::Refused(refusals)) }
}

/// What a lead's person is called; none when it names nobody.
pub fn person(first_name: Option<&str>, last_name: Option<&str>) -> Option<String> {
    let parts: Vec<&str> = [first_name, last_name].into_iter().flatten().collect();
    Some(parts.join(" ").trim().to_owned()).filter(|name| !name.is_empty())
}

/// Domains at which anybody can have an address: two people there have nothing to do with each other.
const PUBLIC: [&str; 36] = [
    "aol.com",
    "bk.ru",
    "centrum.cz",
    "email.cz",
    "freenet.de",
    "gmail.com",
    "gmx.at",
    "gmx.ch",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hotmail.com",
    "icloud.com",
    "inbox.ru",
    "interia.pl",
    "list.ru",
    "live.com",
    "mac.com",
    "mail.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "o2.pl",
    "onet.pl",
    "outlook.com",
    "outlook.de",
    "posteo.de",
    "proton.me",
    "protonmail.com",
    "seznam.cz",
    "t-online.de",
    "web.de",
    "wp.pl",
    "yahoo.com",
    "yandex.ru",
    "ymail.com",
];

/// The domain of a company in an e-mail or web address, in small letters; none at a public provider, or where there is no domain.
pub fn company_domain(address: &str) -> Option<String> {
    let address = address.trim().to_lowercase();
    let rest = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    (host.contains('.') && !PUBLIC.contains(&host)).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::id::Id;
    use chrono::DateTime;

    fn lead(status: LeadStatus, answers: [bool; 4]) -> Lead {
        let answer = |known: bool| known.then(|| "known".to_owned());
        let at = DateTime::UNIX_EPOCH;
        Lead {
            workspace_id: Id::new(),
            id: Id::new(),
            topic: "Fifty desks".to_owned(),
            company: None,
            first_name: None,
            last_name: Some("Novák".to_owned()),
            job_title: None,
            email: None,
            phone: None,
            website: None,
            source_id: None,
            owner_id: Id::new(),
            status,
            disqualify_reason: None,
            budget: answer(answers[0]),
            authority: answer(answers[1]),
            need: answer(answers[2]),
            timing: answer(answers[3]),
            description: None,
            converted_at: None,
            account_id: None,
            contact_id: None,
            deal_id: None,
            version: 1,
            created_at: at,
            created_by: None,
            updated_at: at,
            updated_by: None,
            custom: crate::db::jsonb::Jsonb(serde_json::Map::new()),
        }
    }

    #[test]
    fn four_answers_qualify_and_nothing_else_does() {
        use LeadStatus::{Converted, Disqualified, New, Qualified, Working};
        for (status, answers, expected) in [
            (New, [false; 4], New),
            (New, [false, true, false, false], Working),
            (New, [true; 4], Qualified),
            (Working, [false; 4], Working),
            (Working, [true; 4], Qualified),
            (Qualified, [true, true, true, false], Working),
            (Disqualified, [true; 4], Disqualified),
            (Converted, [false; 4], Converted),
        ] {
            assert_eq!(standing(&lead(status, answers)), expected, "{status:?} {answers:?}");
        }
    }

    #[test]
    fn everything_missing_is_said_at_once() {
        let refused = check_qualified(&lead(LeadStatus::Working, [true, false, true, false]));
        let Err(Error::Refused(refusals)) = refused else { panic!("{refused:?}") };
        let paths: Vec<&str> = refusals.iter().map(|refusal| refusal.path[0].as_str()).collect();
        assert_eq!(paths, ["authority", "timing"]);
        assert!(check_qualified(&lead(LeadStatus::Qualified, [true; 4])).is_ok());
    }

    #[test]
    fn a_lead_is_of_somebody() {
        let named = lead(LeadStatus::New, [false; 4]);
        assert!(check_lead(&named).is_ok());
        assert!(check_lead(&Lead { last_name: None, ..named }).is_err());
    }

    #[test]
    fn a_companys_domain_is_found_in_any_address() {
        for (address, expected) in [
            ("https://www.Acme.com/about?x=1", Some("acme.com")),
            ("acme.com", Some("acme.com")),
            ("http://shop.acme.co.uk:8080", Some("shop.acme.co.uk")),
            ("ann@acme.com", Some("acme.com")),
            ("ann@gmail.com", None),
            ("acme", None),
            ("", None),
        ] {
            assert_eq!(company_domain(address).as_deref(), expected, "{address}");
        }
    }
}
