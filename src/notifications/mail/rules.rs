//! What an e-mail says, in the languages people have; and when it is tried again.

use crate::approvals::runs::model::{Approval, ApprovalStatus};
use crate::deals::model::Deal;
use crate::notifications::model::{NotificationKind, TargetKind};
use chrono::Duration;
use uuid::Uuid;

/// How long an e-mail waits before it is sent: whoever is there has read it by then, and needs none.
pub const WAITS: Duration = Duration::minutes(1);

/// What a line takes in within this time of an e-mail about it makes no other.
pub const QUIET_FOR: Duration = Duration::minutes(10);

/// How long it is tried to send an e-mail.
pub const TRIED_FOR: Duration = Duration::days(3);

/// How long e-mails are kept that were sent, or not to be.
pub const KEPT: Duration = Duration::days(7);

/// When one that could not be sent is tried again, after so many tries.
pub fn again_after(tries: i32) -> Duration {
    let doubled = 1_i32.checked_shl(u32::try_from(tries - 1).unwrap_or(0)).unwrap_or(60);
    Duration::minutes(i64::from(doubled.clamp(1, 60)))
}

/// What an e-mail is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    Given,
    Asked,
    Granted,
    Refused,
    Voided,
    Ended,
    Due,
    Over,
    Won,
    Mentioned,
    Owned,
    HandedOver,
}

/// What it is about, by what somebody was told, of how many, and how the approval stands.
pub fn matter(
    (kind, count): (NotificationKind, i32),
    target: TargetKind,
    status: Option<ApprovalStatus>,
) -> Matter {
    match (kind, target, status) {
        (NotificationKind::TaskAssigned, ..) => Matter::Given,
        (NotificationKind::ApprovalRequested, ..) => Matter::Asked,
        (NotificationKind::ApprovalDecided, _, Some(ApprovalStatus::Rejected)) => Matter::Refused,
        (NotificationKind::ApprovalDecided, _, Some(ApprovalStatus::Voided)) => Matter::Voided,
        (NotificationKind::ApprovalDecided, _, Some(ApprovalStatus::Recalled)) => Matter::Ended,
        (NotificationKind::ApprovalDecided, ..) => Matter::Granted,
        (NotificationKind::Reminder, TargetKind::Activity, _) => Matter::Over,
        (NotificationKind::Reminder, ..) => Matter::Due,
        (NotificationKind::DealWon, ..) => Matter::Won,
        (NotificationKind::Mention, ..) => Matter::Mentioned,
        (NotificationKind::DealAssigned, ..) if count > 1 => Matter::HandedOver,
        (NotificationKind::DealAssigned, ..) => Matter::Owned,
    }
}

/// Whether an approval is still what somebody is to be written about: nobody is asked to decide what waits for them no more.
pub fn still_tells(kind: NotificationKind, run: &Approval, user: Uuid) -> bool {
    kind != NotificationKind::ApprovalRequested || run.waiting_for.contains(&user)
}

/// Whether a deal is still what somebody is to be written about: nobody is told that one is theirs that is not any more.
pub fn is_still_theirs(kind: NotificationKind, deal: &Deal, user: Uuid) -> bool {
    kind != NotificationKind::DealAssigned || deal.owner_id.0 == user
}

/// What goes with an approval: the words of who asked to those who decide, the last words of those who decided to who asked.
pub fn said(kind: NotificationKind, run: &Approval) -> Option<&str> {
    let words = match kind {
        NotificationKind::ApprovalRequested => run.message.as_deref(),
        _ => {
            let approvers = run.steps.0.iter().flat_map(|step| &step.approvers);
            let last =
                approvers.filter(|approver| approver.decided_at.is_some()).max_by_key(|one| one.decided_at);
            last?.comment.as_deref()
        }
    };
    words.map(str::trim).filter(|words| !words.is_empty())
}

/// What kind of record the matter belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Deal,
    Account,
    Contact,
    Lead,
}

/// The names in an e-mail.
#[derive(Debug, Clone)]
pub struct Names {
    /// What it is about.
    pub about: String,
    /// What somebody said to it.
    pub said: Option<String>,
    /// The record that belongs to, when it is another one.
    pub place: Option<(Place, String)>,
    /// Who caused it.
    pub by: String,
    /// How many it is about.
    pub count: i32,
    /// Where it is.
    pub link: String,
    /// Where one says what one wants e-mails about.
    pub settings: String,
}

/// An e-mail's subject and text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub subject: String,
    pub text: String,
}

/// One language: subject and first sentence of each matter, in the matters' order; the places in theirs; then the other lines.
struct Words {
    matters: [(&'static str, &'static str); 12],
    places: [&'static str; 4],
    open: &'static str,
    settings: &'static str,
}

const EN: Words = Words {
    matters: [
        ("Task: {about}", "{by} gave you a task: {about}."),
        ("Approval needed: {about}", "Your decision is needed: {about}."),
        ("Approved: {about}", "{by} approved what you asked for: {about}."),
        ("Rejected: {about}", "{by} rejected what you asked for: {about}."),
        (
            "No longer approved: {about}",
            "What you asked for was changed, so its approval no longer holds: {about}.",
        ),
        ("Request ended: {about}", "{by} ended your request for approval: {about}."),
        ("Due: {about}", "Your task is due: {about}."),
        ("What came of it? {about}", "It is over, and nobody has recorded the outcome yet: {about}."),
        ("Deal won: {about}", "{by} won the deal {about}."),
        ("Mentioned in a note: {about}", "{by} mentioned you in a note:\n\n{about}\n"),
        ("Your deal: {about}", "{by} made you the owner of the deal {about}."),
        ("Your deals: {about}", "{by} made you the owner of {count} deals, the latest: {about}."),
    ],
    places: ["Deal:", "Account:", "Contact:", "Lead:"],
    open: "Open:",
    settings: "Choose what you are e-mailed about:",
};

const CS: Words = Words {
    matters: [
        ("Úkol: {about}", "Máte nový úkol: {about}. Zadává {by}."),
        ("Čeká na schválení: {about}", "Čeká se na vaše rozhodnutí: {about}."),
        ("Schváleno: {about}", "Vaše žádost byla schválena: {about}. Rozhodnutí: {by}."),
        ("Zamítnuto: {about}", "Vaše žádost byla zamítnuta: {about}. Rozhodnutí: {by}."),
        (
            "Schválení už neplatí: {about}",
            "Předmět vaší žádosti se změnil, schválení proto už neplatí: {about}.",
        ),
        ("Žádost ukončena: {about}", "Vaše žádost o schválení byla ukončena: {about}. Ukončuje {by}."),
        ("Termín: {about}", "Nastal termín vašeho úkolu: {about}."),
        ("Jak to dopadlo? {about}", "Už to skončilo a výsledek zatím nikdo nezapsal: {about}."),
        ("Vyhraný obchod: {about}", "Obchod {about} je vyhraný. Uzavírá {by}."),
        ("Zmínka v poznámce: {about}", "{by} vás zmiňuje v poznámce:\n\n{about}\n"),
        ("Obchod pro vás: {about}", "Nově vám patří obchod {about}. Předává {by}."),
        ("Obchody pro vás: {about}", "Máte nové obchody, celkem {count}. Poslední: {about}. Předává {by}."),
    ],
    places: ["Obchod:", "Firma:", "Kontakt:", "Lead:"],
    open: "Otevřít:",
    settings: "O čem vám máme psát, si zvolíte zde:",
};

const DE: Words = Words {
    matters: [
        ("Aufgabe: {about}", "{by} hat Ihnen eine Aufgabe gegeben: {about}."),
        ("Freigabe nötig: {about}", "Ihre Entscheidung wird gebraucht: {about}."),
        ("Freigegeben: {about}", "{by} hat Ihre Anfrage freigegeben: {about}."),
        ("Abgelehnt: {about}", "{by} hat Ihre Anfrage abgelehnt: {about}."),
        (
            "Freigabe erloschen: {about}",
            "Der Gegenstand Ihrer Anfrage wurde geändert, die Freigabe gilt nicht mehr: {about}.",
        ),
        ("Anfrage beendet: {about}", "{by} hat Ihre Anfrage um Freigabe beendet: {about}."),
        ("Fällig: {about}", "Ihre Aufgabe ist fällig: {about}."),
        (
            "Was kam dabei heraus? {about}",
            "Der Termin ist vorbei, und noch niemand hat das Ergebnis festgehalten: {about}.",
        ),
        ("Gewonnen: {about}", "{by} hat das Geschäft {about} gewonnen."),
        ("In einer Notiz erwähnt: {about}", "{by} hat Sie in einer Notiz erwähnt:\n\n{about}\n"),
        ("Ihr Geschäft: {about}", "{by} hat Ihnen das Geschäft {about} übertragen."),
        ("Ihre Geschäfte: {about}", "{by} hat Ihnen {count} Geschäfte übertragen, zuletzt: {about}."),
    ],
    places: ["Geschäft:", "Unternehmen:", "Kontakt:", "Lead:"],
    open: "Öffnen:",
    settings: "Worüber Sie E-Mails bekommen, wählen Sie hier:",
};

const RU: Words = Words {
    matters: [
        ("Задача: {about}", "У вас новая задача: {about}. Поручает {by}."),
        ("Нужно согласование: {about}", "Требуется ваше решение: {about}."),
        ("Согласовано: {about}", "Ваш запрос согласован: {about}. Решение принимает {by}."),
        ("Отклонено: {about}", "Ваш запрос отклонён: {about}. Решение принимает {by}."),
        (
            "Согласование утратило силу: {about}",
            "Предмет вашего запроса изменился, согласование больше не действует: {about}.",
        ),
        ("Запрос прекращён: {about}", "Ваш запрос согласования прекращён: {about}. Прекращает {by}."),
        ("Срок наступил: {about}", "Наступил срок вашей задачи: {about}."),
        ("Каков результат? {about}", "Встреча позади, а результат ещё никто не записал: {about}."),
        ("Сделка выиграна: {about}", "Сделка {about} выиграна. Закрывает {by}."),
        ("Упоминание в заметке: {about}", "{by} упоминает вас в заметке:\n\n{about}\n"),
        ("Сделка для вас: {about}", "Сделка {about} теперь ваша. Передаёт {by}."),
        ("Сделки для вас: {about}", "У вас новые сделки, всего {count}. Последняя: {about}. Передаёт {by}."),
    ],
    places: ["Сделка:", "Компания:", "Контакт:", "Лид:"],
    open: "Открыть:",
    settings: "О чём вам писать, выберите здесь:",
};

const PL: Words = Words {
    matters: [
        ("Zadanie: {about}", "Masz nowe zadanie: {about}. Zleca {by}."),
        ("Potrzebna akceptacja: {about}", "Potrzebna jest Twoja decyzja: {about}."),
        ("Zaakceptowano: {about}", "Twoja prośba została zaakceptowana: {about}. Decyzja: {by}."),
        ("Odrzucono: {about}", "Twoja prośba została odrzucona: {about}. Decyzja: {by}."),
        (
            "Akceptacja wygasła: {about}",
            "Przedmiot Twojej prośby się zmienił, akceptacja już nie obowiązuje: {about}.",
        ),
        ("Prośba zakończona: {about}", "Twoja prośba o akceptację została zakończona: {about}. Kończy {by}."),
        ("Termin: {about}", "Upłynął termin Twojego zadania: {about}."),
        ("Jaki był wynik? {about}", "Spotkanie już się odbyło, a wyniku jeszcze nikt nie zapisał: {about}."),
        ("Wygrana szansa: {about}", "Szansa {about} jest wygrana. Zamyka {by}."),
        ("Wzmianka w notatce: {about}", "{by} wspomina o Tobie w notatce:\n\n{about}\n"),
        ("Szansa dla Ciebie: {about}", "Szansa {about} należy teraz do Ciebie. Przekazuje {by}."),
        (
            "Szanse dla Ciebie: {about}",
            "Masz nowe szanse, łącznie {count}. Ostatnia: {about}. Przekazuje {by}.",
        ),
    ],
    places: ["Szansa:", "Firma:", "Kontakt:", "Lead:"],
    open: "Otwórz:",
    settings: "Tu wybierzesz, o czym mamy pisać:",
};

/// The e-mail about something, in somebody's language.
pub fn letter(locale: &str, matter: Matter, names: &Names) -> Letter {
    let words = match locale {
        "cs" => &CS,
        "de" => &DE,
        "ru" => &RU,
        "pl" => &PL,
        _ => &EN,
    };
    let (subject, sentence) = words.matters[matter as usize];
    let filled = |text: &str| {
        // In one pass: a name may look like a place for another.
        let parts = text.split_inclusive('}').map(|part| match part.split_once('{') {
            Some((ahead, "about}")) => format!("{ahead}{}", names.about),
            Some((ahead, "by}")) => format!("{ahead}{}", names.by),
            Some((ahead, "count}")) => format!("{ahead}{}", names.count),
            _ => part.to_owned(),
        });
        parts.collect::<String>()
    };
    let mut text = format!("{}\n", filled(sentence));
    if let Some(said) = &names.said {
        text.push_str(&format!("\n{said}\n"));
    }
    if let Some((place, name)) = &names.place {
        text.push_str(&format!("{} {name}\n", words.places[*place as usize]));
    }
    text.push_str(&format!("\n{} {}\n", words.open, names.link));
    text.push_str(&format!("\n--\n{} {}\n", words.settings, names.settings));
    Letter { subject: filled(subject), text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        Names {
            about: "Call {by} back".to_owned(),
            said: None,
            place: Some((Place::Deal, "Turbines".to_owned())),
            by: "Rita".to_owned(),
            count: 37,
            link: "https://crm/deals/deal_1".to_owned(),
            settings: "https://crm/settings/notifications".to_owned(),
        }
    }

    #[test]
    fn an_e_mail_names_what_it_is_about_in_each_language() {
        let english = letter("en", Matter::Given, &names());
        assert_eq!(english.subject, "Task: Call {by} back");
        assert_eq!(
            english.text,
            "Rita gave you a task: Call {by} back.\nDeal: Turbines\n\nOpen: https://crm/deals/deal_1\n\n--\nChoose what you are e-mailed about: https://crm/settings/notifications\n"
        );
        let mut subjects = Vec::new();
        for locale in ["en", "cs", "de", "ru", "pl"] {
            use Matter::{Asked, Due, Ended, Given, Granted, HandedOver, Mentioned, Over, Owned, Refused};
            use Matter::{Voided, Won};
            let first = [Given, Asked, Granted, Refused, Voided, Ended, Due, Over, Won, Mentioned];
            for matter in first.into_iter().chain([Owned, HandedOver]) {
                let letter = letter(locale, matter, &names());
                assert!(
                    letter.subject.ends_with(": Call {by} back")
                        || letter.subject.ends_with("? Call {by} back"),
                    "{letter:?}"
                );
                assert!(!letter.text.contains("{about}") && letter.text.contains("Turbines"), "{letter:?}");
                assert_eq!(letter.text.contains("37"), matter == HandedOver, "{letter:?}");
                subjects.push(letter.subject);
            }
        }
        subjects.sort();
        subjects.dedup();
        assert!(subjects.len() >= 58, "each says something of its own: {subjects:#?}");
    }

    #[test]
    fn what_was_said_to_it_stands_below_what_it_is_about() {
        let names = Names { said: Some("At most {about} per cent.".to_owned()), place: None, ..names() };
        let letter = letter("en", Matter::Refused, &names);
        let begins =
            "Rita rejected what you asked for: Call {by} back.\n\nAt most {about} per cent.\n\nOpen: ";
        assert!(letter.text.starts_with(begins), "{}", letter.text);
    }

    #[test]
    fn a_note_s_words_stand_by_themselves_and_its_record_below() {
        for (place, english) in [
            (Place::Deal, "Deal: "),
            (Place::Account, "Account: "),
            (Place::Contact, "Contact: "),
            (Place::Lead, "Lead: "),
        ] {
            let names = Names { place: Some((place, "Acme".to_owned())), ..names() };
            let letter = letter("en", Matter::Mentioned, &names);
            let begins =
                format!("Rita mentioned you in a note:\n\nCall {{by}} back\n\n{english}Acme\n\nOpen: ");
            assert!(letter.text.starts_with(&begins), "{}", letter.text);
        }
    }

    #[test]
    fn deals_that_were_handed_over_together_are_told_by_their_number() {
        let assigned = |count| matter((NotificationKind::DealAssigned, count), TargetKind::Deal, None);
        assert_eq!((assigned(1), assigned(2)), (Matter::Owned, Matter::HandedOver));
        let one = letter("en", Matter::Owned, &names());
        assert!(
            one.text.starts_with("Rita made you the owner of the deal Call {by} back.\n"),
            "{}",
            one.text
        );
        let many = letter("de", Matter::HandedOver, &names());
        let begins = "Rita hat Ihnen 37 Geschäfte übertragen, zuletzt: Call {by} back.\n";
        assert!(many.text.starts_with(begins), "{}", many.text);
    }

    #[test]
    fn tries_come_further_and_further_apart_up_to_an_hour() {
        let minutes: Vec<i64> = [1, 2, 3, 6, 7, 40].map(|tries| again_after(tries).num_minutes()).into();
        assert_eq!(minutes, [1, 2, 4, 32, 60, 60]);
    }

    #[test]
    fn the_end_of_an_approval_is_told_as_it_stands() {
        use NotificationKind::{ApprovalDecided, Reminder};
        for (kind, target, status, expected) in [
            (ApprovalDecided, TargetKind::Approval, Some(ApprovalStatus::Approved), Matter::Granted),
            (ApprovalDecided, TargetKind::Approval, Some(ApprovalStatus::Rejected), Matter::Refused),
            (ApprovalDecided, TargetKind::Approval, Some(ApprovalStatus::Voided), Matter::Voided),
            (ApprovalDecided, TargetKind::Approval, Some(ApprovalStatus::Recalled), Matter::Ended),
            (Reminder, TargetKind::Activity, None, Matter::Over),
            (Reminder, TargetKind::Task, None, Matter::Due),
        ] {
            assert_eq!(matter((kind, 1), target, status), expected);
        }
    }
}
