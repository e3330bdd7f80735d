//! What the lists of a new workspace hold, in every language people can have.

use crate::deals::stakeholders::rules::DECISION_MAKER;
use crate::pipeline::model::LookupKind::{
    self, ActivityKind, FileCategory, ForecastCategory, Industry, LossReason, Source, StakeholderRole,
};
use std::collections::BTreeMap;

/// A value: its key, its label, and the label in the other [`LANGUAGES`].
pub(super) type Word = (&'static str, &'static str, [&'static str; 4]);

const LANGUAGES: [&str; 4] = ["cs", "de", "pl", "ru"];

pub(super) const LISTS: [(LookupKind, &[Word]); 7] = [
    (
        ForecastCategory,
        &[
            ("pipeline", "Pipeline", ["Rozpracované", "Pipeline", "W toku", "В работе"]),
            (
                "best_case",
                "Best case",
                ["Nejlepší případ", "Best Case", "Wariant optymistyczny", "Оптимистично"],
            ),
            ("commit", "Commit", ["Jisté", "Zugesagt", "Pewne", "Гарантировано"]),
            ("omitted", "Omitted", ["Nezapočítané", "Nicht berücksichtigt", "Pominięte", "Не учитывается"]),
        ],
    ),
    (
        Source,
        &[
            ("website", "Website", ["Web", "Website", "Strona internetowa", "Сайт"]),
            ("referral", "Referral", ["Doporučení", "Empfehlung", "Polecenie", "Рекомендация"]),
            (
                "existing_customer",
                "Existing customer",
                ["Stávající zákazník", "Bestandskunde", "Obecny klient", "Действующий клиент"],
            ),
            ("partner", "Partner", ["Partner", "Partner", "Partner", "Партнёр"]),
            ("trade_fair", "Trade fair", ["Veletrh", "Messe", "Targi", "Выставка"]),
            ("cold_call", "Cold call", ["Studený hovor", "Kaltakquise", "Zimny telefon", "Холодный звонок"]),
            ("advertising", "Advertising", ["Reklama", "Werbung", "Reklama", "Реклама"]),
            (
                "social_media",
                "Social media",
                ["Sociální sítě", "Soziale Medien", "Media społecznościowe", "Социальные сети"],
            ),
            ("tender", "Tender", ["Výběrové řízení", "Ausschreibung", "Przetarg", "Тендер"]),
            ("other", "Other", ["Jiný", "Sonstiges", "Inne", "Другое"]),
        ],
    ),
    (
        LossReason,
        &[
            ("price", "Price", ["Cena", "Preis", "Cena", "Цена"]),
            (
                "competitor",
                "Went to a competitor",
                [
                    "Dal přednost konkurenci",
                    "An einen Wettbewerber verloren",
                    "Wybór konkurencji",
                    "Выбрали конкурента",
                ],
            ),
            ("no_budget", "No budget", ["Chybí rozpočet", "Kein Budget", "Brak budżetu", "Нет бюджета"]),
            (
                "no_decision",
                "No decision",
                ["Nerozhodli se", "Keine Entscheidung", "Brak decyzji", "Решение не принято"],
            ),
            (
                "no_need",
                "No need any more",
                ["Už to nepotřebují", "Kein Bedarf mehr", "Brak potrzeby", "Больше нет потребности"],
            ),
            (
                "missing_features",
                "Requirements not met",
                [
                    "Nesplněné požadavky",
                    "Anforderungen nicht erfüllt",
                    "Niespełnione wymagania",
                    "Не отвечает требованиям",
                ],
            ),
            (
                "timing",
                "Bad timing",
                ["Špatné načasování", "Falscher Zeitpunkt", "Nieodpowiedni moment", "Неподходящее время"],
            ),
            (
                "no_contact",
                "Contact lost",
                ["Ztracený kontakt", "Kontakt verloren", "Utracony kontakt", "Потерян контакт"],
            ),
            ("other", "Other", ["Jiný", "Sonstiges", "Inne", "Другое"]),
        ],
    ),
    (
        Industry,
        &[
            (
                "agriculture",
                "Agriculture",
                ["Zemědělství", "Landwirtschaft", "Rolnictwo", "Сельское хозяйство"],
            ),
            (
                "automotive",
                "Automotive",
                ["Automobilový průmysl", "Automobilindustrie", "Motoryzacja", "Автомобильная промышленность"],
            ),
            (
                "construction",
                "Construction and real estate",
                [
                    "Stavebnictví a nemovitosti",
                    "Bau und Immobilien",
                    "Budownictwo i nieruchomości",
                    "Строительство и недвижимость",
                ],
            ),
            (
                "consulting",
                "Consulting and legal",
                ["Poradenství a právo", "Beratung und Recht", "Doradztwo i prawo", "Консалтинг и право"],
            ),
            ("education", "Education", ["Vzdělávání", "Bildung", "Edukacja", "Образование"]),
            (
                "energy",
                "Energy and utilities",
                [
                    "Energetika a sítě",
                    "Energie und Versorgung",
                    "Energetyka i media",
                    "Энергетика и коммунальные услуги",
                ],
            ),
            (
                "finance",
                "Finance and insurance",
                [
                    "Finance a pojišťovnictví",
                    "Finanzen und Versicherungen",
                    "Finanse i ubezpieczenia",
                    "Финансы и страхование",
                ],
            ),
            (
                "healthcare",
                "Healthcare and pharma",
                [
                    "Zdravotnictví a farmacie",
                    "Gesundheit und Pharma",
                    "Opieka zdrowotna i farmacja",
                    "Здравоохранение и фармацевтика",
                ],
            ),
            (
                "hospitality",
                "Hospitality and travel",
                [
                    "Pohostinství a cestovní ruch",
                    "Gastgewerbe und Reisen",
                    "Hotelarstwo i turystyka",
                    "Гостиницы и туризм",
                ],
            ),
            ("manufacturing", "Manufacturing", ["Výroba", "Fertigung", "Produkcja", "Производство"]),
            (
                "media",
                "Media and marketing",
                ["Média a marketing", "Medien und Marketing", "Media i marketing", "Медиа и маркетинг"],
            ),
            (
                "public_sector",
                "Public sector",
                ["Veřejná správa", "Öffentlicher Sektor", "Sektor publiczny", "Государственный сектор"],
            ),
            (
                "retail",
                "Retail and wholesale",
                [
                    "Maloobchod a velkoobchod",
                    "Einzel- und Großhandel",
                    "Handel detaliczny i hurtowy",
                    "Розничная и оптовая торговля",
                ],
            ),
            (
                "technology",
                "Technology and software",
                [
                    "Technologie a software",
                    "Technologie und Software",
                    "Technologie i oprogramowanie",
                    "Технологии и ПО",
                ],
            ),
            (
                "telecommunications",
                "Telecommunications",
                ["Telekomunikace", "Telekommunikation", "Telekomunikacja", "Телекоммуникации"],
            ),
            (
                "transport",
                "Transport and logistics",
                [
                    "Doprava a logistika",
                    "Transport und Logistik",
                    "Transport i logistyka",
                    "Транспорт и логистика",
                ],
            ),
            ("other", "Other", ["Jiné", "Sonstige", "Inne", "Другое"]),
        ],
    ),
    (
        StakeholderRole,
        &[
            (
                DECISION_MAKER,
                "Decision maker",
                ["Rozhodující osoba", "Entscheider", "Decydent", "Лицо, принимающее решение"],
            ),
            (
                "economic_buyer",
                "Economic buyer",
                ["Držitel rozpočtu", "Budgetverantwortlicher", "Dysponent budżetu", "Распорядитель бюджета"],
            ),
            ("champion", "Champion", ["Zastánce", "Fürsprecher", "Orędownik", "Сторонник"]),
            ("influencer", "Influencer", ["Ovlivňovatel", "Beeinflusser", "Osoba wpływowa", "Влияющее лицо"]),
            (
                "technical_evaluator",
                "Technical evaluator",
                [
                    "Technický hodnotitel",
                    "Technischer Prüfer",
                    "Oceniający technicznie",
                    "Технический эксперт",
                ],
            ),
            (
                "end_user",
                "End user",
                ["Koncový uživatel", "Endanwender", "Użytkownik końcowy", "Конечный пользователь"],
            ),
            (
                "legal",
                "Legal and procurement",
                ["Právní oddělení a nákup", "Recht und Einkauf", "Dział prawny i zakupy", "Юристы и закупки"],
            ),
            (
                "gatekeeper",
                "Gatekeeper",
                ["Strážce přístupu", "Torwächter", "Strażnik dostępu", "Контролирующий доступ"],
            ),
            ("blocker", "Blocker", ["Odpůrce", "Blockierer", "Blokujący", "Противник"]),
            ("supplier", "Supplier", ["Dodavatel", "Lieferant", "Dostawca", "Поставщик"]),
            ("consultant", "Consultant", ["Poradce", "Berater", "Konsultant", "Консультант"]),
        ],
    ),
    (
        ActivityKind,
        &[
            ("meeting", "Meeting", ["Schůzka", "Besprechung", "Spotkanie", "Встреча"]),
            ("call", "Call", ["Hovor", "Anruf", "Rozmowa", "Звонок"]),
            ("email", "E-mail", ["E-mail", "E-Mail", "E-mail", "Эл. письмо"]),
            ("letter", "Letter", ["Dopis", "Brief", "List", "Письмо"]),
            ("demo", "Demo", ["Ukázka", "Demo", "Pokaz", "Демонстрация"]),
            ("presentation", "Presentation", ["Prezentace", "Präsentation", "Prezentacja", "Презентация"]),
            ("other", "Other", ["Jiné", "Sonstiges", "Inne", "Другое"]),
        ],
    ),
    (
        FileCategory,
        &[
            (
                "request_for_proposal",
                "Request for proposal",
                ["Poptávka řešení", "Angebotsanforderung", "Zapytanie ofertowe", "Запрос предложения"],
            ),
            (
                "request_for_quotation",
                "Request for quotation",
                ["Poptávka ceny", "Preisanfrage", "Zapytanie o cenę", "Запрос цены"],
            ),
            ("proposal", "Proposal", ["Nabídka", "Angebot", "Oferta", "Предложение"]),
            ("minutes", "Minutes", ["Zápis", "Protokoll", "Protokół", "Протокол"]),
            ("contract", "Contract", ["Smlouva", "Vertrag", "Umowa", "Договор"]),
            ("presentation", "Presentation", ["Prezentace", "Präsentation", "Prezentacja", "Презентация"]),
            ("price_list", "Price list", ["Ceník", "Preisliste", "Cennik", "Прайс-лист"]),
            ("other", "Other", ["Jiné", "Sonstiges", "Inne", "Другое"]),
        ],
    ),
];

/// The label in other languages, by language.
pub(super) fn in_languages(texts: [&str; 4]) -> BTreeMap<String, String> {
    LANGUAGES.iter().zip(texts).map(|(language, text)| ((*language).to_owned(), text.to_owned())).collect()
}

/// What the value with this key came with in other languages; nothing when it did not come with the workspace.
pub(super) fn came_with(kind: LookupKind, key: &str) -> BTreeMap<String, String> {
    let words = LISTS.iter().filter(|(list, _)| *list == kind).flat_map(|(_, words)| words.iter());
    words.filter(|(known, ..)| *known == key).flat_map(|(.., texts)| in_languages(*texts)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::team::rules::LOCALES;

    #[test]
    fn every_value_has_a_word_of_its_own_in_every_language() {
        let others: Vec<&str> = LOCALES.into_iter().filter(|locale| *locale != "en").collect();
        assert!(others.iter().all(|locale| LANGUAGES.contains(locale)) && others.len() == LANGUAGES.len());
        for (kind, words) in LISTS {
            for (at, (key, label, texts)) in words.iter().enumerate() {
                assert!(texts.iter().all(|text| !text.trim().is_empty()), "{kind:?} {key}");
                for (before, other, said) in &words[..at] {
                    assert!(before != key && other != label, "{kind:?} {key}");
                    assert!(said.iter().zip(texts).all(|(one, two)| one != two), "{kind:?} {before} {key}");
                }
            }
        }
    }

    /// Workspaces that are older than their words are given the same ones.
    #[test]
    fn the_migration_says_the_same() {
        let sql = include_str!("../../../migrations/00000000000031_lookup_labels/up.sql");
        for (kind, words) in LISTS {
            for (key, label, [cs, de, pl, ru]) in words {
                let row =
                    format!("('{}', '{key}', '{label}', '{cs}', '{de}', '{pl}', '{ru}')", kind.as_str());
                assert!(sql.contains(&row), "{row}");
            }
        }
    }
}
