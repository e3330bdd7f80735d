//! What other systems, and the five languages, call the fields. All in small letters without accents and signs.

use crate::integrations::import::upload::model::ImportKind;

/// Names of a field besides its own key and label.
#[rustfmt::skip] // one field a line
pub fn names(kind: ImportKind, field: &str) -> &'static [&'static str] {
    match (kind, field) {
        (ImportKind::Accounts, "name") => &[
            "account", "accountname", "company", "companyname", "organization", "organisation", "organizationname",
            "customer", "firma", "nazevfirmy", "spolecnost", "nazev", "firmenname", "unternehmen", "kunde",
            "компания", "организация", "название", "nazwafirmy", "nazwa",
        ],
        (ImportKind::Deals, "name") => &[
            "deal", "dealname", "dealtitle", "title", "opportunity", "opportunityname", "nazev", "obchod",
            "nazevobchodu", "prilezitost", "titel", "geschaft", "verkaufschance", "сделка", "название",
            "названиесделки", "nazwa", "transakcja", "szansa",
        ],
        (ImportKind::Products, "name") => {
            &["product", "productname", "item", "produkt", "nazev", "zbozi", "artikel", "bezeichnung", "товар", "продукт", "название", "nazwa"]
        }
        (_, "code") => &["sku", "productcode", "itemcode", "partnumber", "number", "kod", "cislo", "artikelnummer", "артикул", "код"],
        (_, "series") => &["family", "productfamily", "category", "rada", "kategorie", "serie", "серия", "seria"],
        (_, "price") => &["unitprice", "listprice", "cena", "preis", "einzelpreis", "цена"],
        (_, "tax_percent") => &["tax", "vat", "vatrate", "taxrate", "dph", "mwst", "steuersatz", "ндс", "vatpercent"],
        (_, "topic") => &["title", "subject", "leadname", "lead", "leadtitle", "interest", "tema", "predmet", "thema", "betreff", "тема", "temat"],
        (_, "company") => &["companyname", "account", "accountname", "organization", "organisation", "firma", "spolecnost", "unternehmen", "компания", "организация"],
        (_, "first_name") => &["firstname", "givenname", "forename", "jmeno", "krestnijmeno", "vorname", "имя", "imie"],
        (_, "last_name") => &["lastname", "surname", "familyname", "prijmeni", "nachname", "familienname", "фамилия", "nazwisko"],
        (_, "job_title") => &["jobtitle", "title", "position", "role", "pozice", "funkce", "position", "funktion", "должность", "stanowisko"],
        (_, "department") => &["oddeleni", "abteilung", "отдел", "dzial"],
        (_, "email") => &["email", "emailaddress", "mail", "workemail", "emails", "epost", "emailadresse", "почта", "электроннаяпочта", "adresemail"],
        (_, "phone") => &["phonenumber", "telephone", "tel", "mobile", "mobilephone", "workphone", "phones", "telefon", "mobil", "rufnummer", "телефон"],
        (_, "website") => &["web", "url", "domain", "companydomainname", "webpage", "homepage", "webovastranka", "webseite", "сайт", "strona", "www"],
        (_, "industry") => &["sector", "branch", "obor", "odvetvi", "branche", "отрасль", "branza"],
        (_, "source") => &["leadsource", "originalsource", "channel", "zdroj", "quelle", "herkunft", "источник", "zrodlo"],
        (_, "owner") => &["ownername", "owneremail", "accountowner", "dealowner", "contactowner", "leadowner", "salesagent", "salesrep", "responsible", "vlastnik", "obchodnik", "besitzer", "verantwortlicher", "ответственный", "владелец", "wlasciciel", "handlowiec"],
        (_, "parent") => &["parentaccount", "parentcompany", "subsidiaryof", "materska", "muttergesellschaft", "mutterunternehmen", "родительскаякомпания", "firmanadrzedna"],
        (_, "employees") => &["numberofemployees", "noofemployees", "employeecount", "zamestnanci", "pocetzamestnancu", "mitarbeiter", "сотрудники", "pracownicy"],
        (_, "annual_revenue") => &["revenue", "turnover", "obrat", "rocniobrat", "umsatz", "jahresumsatz", "выручка", "przychod"],
        (_, "founded_year") => &["yearestablished", "yearfounded", "founded", "rokzalozeni", "grundungsjahr", "годоснования", "rokzalozenia"],
        (_, "address") => &["streetaddress", "billingaddress", "fulladdress", "adresa", "adresse", "anschrift", "адрес", "adres"],
        (_, "description") => &["notes", "note", "comment", "comments", "popis", "poznamka", "beschreibung", "bemerkung", "описание", "opis"],
        (_, "account") => &["accountname", "company", "companyname", "associatedcompany", "organization", "organisation", "customer", "firma", "spolecnost", "zakaznik", "unternehmen", "kunde", "компания", "организация", "klient"],
        (_, "pipeline") => &["dealpipeline", "salespipeline", "trychtyr", "воронка", "lejek"],
        (_, "stage") => &["dealstage", "stagename", "salesstage", "faze", "stav", "phase", "этап", "стадия", "etap"],
        (_, "amount") => &["value", "dealvalue", "dealamount", "worth", "closevalue", "castka", "hodnota", "betrag", "wert", "сумма", "бюджетсделки", "kwota", "wartosc"],
        (_, "currency") => &["currencycode", "currencyisocode", "dealcurrency", "mena", "wahrung", "валюта", "waluta"],
        (_, "probability") => &["winprobability", "pravdepodobnost", "wahrscheinlichkeit", "вероятность", "prawdopodobienstwo"],
        (_, "loss_reason") => &["lostreason", "closedlostreason", "duvodprohry", "verlustgrund", "причинапроигрыша", "powodprzegranej"],
        (_, "next_step") => &["nextaction", "dalsikrok", "nachsterschritt", "следующийшаг", "nastepnykrok"],
        (_, "created_on") => &["created", "createdate", "createddate", "dealcreated", "engagedate", "vytvoreno", "erstelltam", "датасоздания", "utworzono"],
        (_, "closed_on") => &["closed", "closeddate", "wontime", "uzavreno", "abgeschlossenam", "датазакрытия", "zamknieto"],
        (_, "expected_close_on") => &["closedate", "expectedclosedate", "expectedclose", "estimatedclosedate", "ocekavaneuzavreni", "erwarteterabschluss", "ожидаемаядата", "planowanezamkniecie"],
        (_, "language") => &["locale", "preferredlanguage", "jazyk", "sprache", "язык", "jezyk"],
        (_, "quantity") => &["qty", "mnozstvi", "menge", "количество", "ilosc"],
        (_, "product") => &["productname", "productcode", "sku", "produkt", "товар"],
        _ => &[],
    }
}
