//! Proposals to set: one as a company would send it, in every language, and those nobody should.

use crate::documents::pdf::*;
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// The words of a sample that depend on its language.
struct Words {
    currency: &'static str,
    seller: [&'static str; 4],
    customer: [&'static str; 5],
    prepared_by: &'static str,
    intro: &'static str,
    lines: [&'static str; 3],
    terms: &'static str,
}

/// A proposal with everything in it.
pub fn sample(language: Language) -> ProposalDocument {
    let words = words(language);
    let text = str::to_owned;
    let [name, address @ ..] = words.seller;
    let [company, contact, place @ ..] = words.customer;
    ProposalDocument {
        language,
        currency: words.currency.into(),
        seller: Seller {
            name: name.into(),
            address: address.map(text).to_vec(),
            registration_number: Some("27 082 440".into()),
            tax_number: Some("CZ27082440".into()),
            email: Some("sales@northlight.example".into()),
            phone: Some("+420 222 333 444".into()),
            website: Some("www.northlight.example".into()),
            logo: None,
            accent: Some(Colour { red: 0x0f, green: 0x76, blue: 0x6e }),
        },
        customer: Customer {
            company: company.into(),
            contact: Some(contact.into()),
            address: place.map(text).to_vec(),
        },
        number: "P-2026-0042".into(),
        revision: 2,
        date: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
        valid_until: NaiveDate::from_ymd_opt(2026, 12, 31),
        prepared_by: Some(words.prepared_by.into()),
        intro: Some(words.intro.into()),
        terms: Some(words.terms.into()),
        lines: lines(words.lines),
        totals: totals(),
        mark: Mark::None,
    }
}

fn lines([first, second, third]: [&str; 3]) -> Vec<Line> {
    let line = |position, description: &str, code: Option<&str>| Line {
        position,
        description: description.into(),
        product_code: code.map(str::to_owned),
        quantity: Decimal::ONE,
        unit_price: Decimal::new(1_250_000, 2),
        discount_percent: Decimal::ZERO,
        tax_percent: Decimal::new(2100, 2),
        total: Decimal::new(1_250_000, 2),
    };
    vec![
        line(1, first, Some("LIC-ENT-50")),
        Line {
            quantity: Decimal::new(125, 1),
            unit_price: Decimal::new(9_500, 2),
            discount_percent: Decimal::new(1_000, 2),
            total: Decimal::new(106_875, 2),
            ..line(2, second, None)
        },
        Line {
            quantity: Decimal::new(30_000, 3),
            unit_price: Decimal::new(11_450, 2),
            tax_percent: Decimal::new(1_200, 2),
            total: Decimal::new(343_500, 2),
            ..line(3, third, Some("KB-Ω/2"))
        },
    ]
}

fn totals() -> Totals {
    let sum = |percent, net, tax| TaxSum {
        percent: Decimal::new(percent, 2),
        net: Decimal::new(net, 2),
        tax: Decimal::new(tax, 2),
    };
    Totals {
        subtotal: Decimal::new(1_700_375, 2),
        discount_percent: Decimal::new(500, 2),
        discount: Decimal::new(85_019, 2),
        net: Decimal::new(1_615_356, 2),
        taxes: vec![sum(2_100, 1_289_031, 270_697), sum(1_200, 326_325, 39_159)],
        total: Decimal::new(1_925_212, 2),
    }
}

fn words(language: Language) -> Words {
    match language {
        Language::En => english(),
        Language::Cs => czech(),
        Language::De => german(),
        Language::Ru => russian(),
        Language::Pl => polish(),
    }
}

fn english() -> Words {
    Words {
        currency: "EUR",
        seller: ["Northlight Systems Ltd", "12 Harbour Street", "Dublin D02 X285", "Ireland"],
        customer: [
            "Meridian Logistics Group",
            "Ms Eleanor O’Hara",
            "4 Quay Road",
            "Cork T12 A1B2",
            "Ireland",
        ],
        prepared_by: "Thomas Reed",
        intro: "Dear Ms O’Hara,\n\nthank you for your time on Thursday. Below is our offer for the **rollout at all three sites**, as we discussed. It contains:\n\n1. the licences for 50 people,\n2. the introduction by *our own* people → nobody else,\n3. hardware with delivery ≤ 10 days.",
        lines: [
            "Enterprise licence, 50 users, 12 months from delivery",
            "Introduction and training at your premises, per hour",
            "Keyboards with an international layout",
        ],
        terms: "## Payment\n\nPayable within 30 days of the invoice. For *late* payment, statutory interest applies.\n\n## Delivery\n\n- Licences: on the day of the order\n- Hardware: within **ten working days**\n  - to the address above\n  - free of charge\n\nOur general terms are at [our website](https://www.northlight.example/terms).",
    }
}

fn czech() -> Words {
    Words {
        currency: "CZK",
        seller: ["Severní světlo s.r.o.", "Příčná 1892/4", "110 00 Praha 1 – Nové Město", "Česká republika"],
        customer: [
            "Žižkovské strojírny, a.s.",
            "Ing. Šárka Dvořáčková",
            "Koněvova 2747/99",
            "130 00 Praha 3",
            "Česká republika",
        ],
        prepared_by: "Řehoř Ňuměk",
        intro: "Vážená paní inženýrko,\n\nděkujeme za čtvrteční schůzku. Níže najdete naši nabídku na **zavedení ve všech třech závodech**, jak jsme se dohodli. Obsahuje:\n\n1. licence pro 50 osob,\n2. zavedení *našimi* lidmi,\n3. techniku s dodáním ≤ 10 dnů.",
        lines: [
            "Podniková licence pro 50 uživatelů na 12 měsíců ode dne dodání",
            "Zavedení a školení u vás, za hodinu",
            "Klávesnice s českým rozložením (ěščřžýáíéúůťďň)",
        ],
        terms: "## Platba\n\nSplatnost faktury je 30 dnů. Při *prodlení* se účtuje zákonný úrok.\n\n## Dodání\n\n- Licence: v den objednávky\n- Technika: do **deseti pracovních dnů**\n\nObchodní podmínky najdete [na našem webu](https://www.northlight.example/podminky).",
    }
}

fn german() -> Words {
    Words {
        currency: "EUR",
        seller: ["Nordlicht Systeme GmbH", "Königsallee 92", "40212 Düsseldorf", "Deutschland"],
        customer: [
            "Straßenbau Müller & Söhne KG",
            "Herr Jörg Weiß",
            "Große Bäckerstraße 5",
            "20095 Hamburg",
            "Deutschland",
        ],
        prepared_by: "Käthe Größl",
        intro: "Sehr geehrter Herr Weiß,\n\nvielen Dank für das Gespräch am Donnerstag. Gern bieten wir Ihnen die **Einführung an allen drei Standorten** an, wie besprochen:\n\n1. Lizenzen für 50 Personen,\n2. Einführung durch *unsere* Leute,\n3. Hardware mit Lieferung ≤ 10 Tage.",
        lines: [
            "Unternehmenslizenz für 50 Benutzer, 12 Monate ab Lieferung",
            "Einführung und Schulung bei Ihnen vor Ort, je Stunde",
            "Tastaturen mit deutscher Belegung (äöüß)",
        ],
        terms: "## Zahlung\n\nZahlbar innerhalb von 30 Tagen ab Rechnungsdatum. Bei *Verzug* gelten die gesetzlichen Zinsen.\n\n## Lieferung\n\n- Lizenzen: am Tag der Bestellung\n- Hardware: innerhalb von **zehn Werktagen**\n\nUnsere AGB finden Sie [auf unserer Website](https://www.northlight.example/agb).",
    }
}

fn russian() -> Words {
    Words {
        currency: "RUB",
        seller: ["ООО «Северное сияние»", "ул. Большая Морская, д. 18", "190000, Санкт-Петербург", "Россия"],
        customer: [
            "АО «Уральские машины»",
            "Ёлкина Наталья Щербакова",
            "пр. Ленина, д. 5",
            "620014, Екатеринбург",
            "Россия",
        ],
        prepared_by: "Юрий Цыплаков",
        intro: "Уважаемая Наталья Юрьевна!\n\nБлагодарим Вас за встречу в четверг. Ниже — наше предложение по **внедрению на всех трёх площадках**, как мы и договорились:\n\n1. лицензии на 50 человек,\n2. внедрение силами *наших* сотрудников,\n3. оборудование с поставкой ≤ 10 дней.",
        lines: [
            "Корпоративная лицензия на 50 пользователей, 12 месяцев с даты поставки",
            "Внедрение и обучение на Вашей территории, за час",
            "Клавиатуры с русской раскладкой (ёъэ)",
        ],
        terms: "## Оплата\n\nСчёт оплачивается в течение 30 дней. При *просрочке* начисляются проценты по закону.\n\n## Поставка\n\n- Лицензии: в день заказа\n- Оборудование: в течение **десяти рабочих дней**\n\nОбщие условия — [на нашем сайте](https://www.northlight.example/usloviya).",
    }
}

fn polish() -> Words {
    Words {
        currency: "PLN",
        seller: ["Zorza Północna sp. z o.o.", "ul. Świętokrzyska 14", "00-050 Warszawa", "Polska"],
        customer: [
            "Łódzkie Zakłady Przędzalnicze S.A.",
            "Pani Małgorzata Żółć",
            "ul. Źródlana 7",
            "90-001 Łódź",
            "Polska",
        ],
        prepared_by: "Grzegorz Brzęczyszczykiewicz",
        intro: "Szanowna Pani,\n\ndziękujemy za czwartkowe spotkanie. Poniżej przedstawiamy ofertę na **wdrożenie we wszystkich trzech zakładach**, zgodnie z ustaleniami:\n\n1. licencje dla 50 osób,\n2. wdrożenie przez *naszych* ludzi,\n3. sprzęt z dostawą ≤ 10 dni.",
        lines: [
            "Licencja korporacyjna dla 50 użytkowników, 12 miesięcy od dostawy",
            "Wdrożenie i szkolenie u Państwa, za godzinę",
            "Klawiatury z polskim układem (ąćęłńóśźż)",
        ],
        terms: "## Płatność\n\nTermin płatności wynosi 30 dni. Za *zwłokę* nalicza się odsetki ustawowe.\n\n## Dostawa\n\n- Licencje: w dniu zamówienia\n- Sprzęt: w ciągu **dziesięciu dni roboczych**\n\nOgólne warunki: [na naszej stronie](https://www.northlight.example/warunki).",
    }
}

/// A picture of `width` × `height` pixels, whole and right: grey stripes, stored as they are.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let row = (0..width).map(|x| if x / 8 % 2 == 0 { 0x30 } else { 0xc0 });
    let rows: Vec<u8> = (0..height).flat_map(|_| std::iter::once(0).chain(row.clone())).collect();
    let mut packed = vec![0x78, 0x01];
    let blocks = rows.chunks(60_000);
    let last = blocks.len() - 1;
    for (at, block) in blocks.enumerate() {
        let length = block.len() as u16;
        packed.push(u8::from(at == last));
        packed.extend(length.to_le_bytes());
        packed.extend((!length).to_le_bytes());
        packed.extend(block);
    }
    let (low, high) = rows.iter().fold((1_u32, 0_u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    packed.extend((high << 16 | low).to_be_bytes());
    let mut head = width.to_be_bytes().to_vec();
    head.extend(height.to_be_bytes());
    head.extend([8, 0, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, data) in [(b"IHDR", head), (b"IDAT", packed), (b"IEND", Vec::new())] {
        file.extend((data.len() as u32).to_be_bytes());
        let body = [&name[..], &data].concat();
        file.extend(&body);
        file.extend(checksum(&body).to_be_bytes());
    }
    file
}

/// CRC-32, as PNG wants it.
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 },
        )
    })
}

/// A logo.
pub fn logo() -> Vec<u8> {
    png(320, 96)
}

/// What nobody should type, each with a name.
pub fn hostile() -> Vec<(&'static str, ProposalDocument)> {
    let with = |change: &dyn Fn(&mut ProposalDocument)| {
        let mut document = sample(Language::En);
        change(&mut document);
        document
    };
    let described = |count: u32, text: &dyn Fn(u32) -> String| {
        with(&|document| {
            let line = document.lines[1].clone();
            let lines =
                (1..=count).map(|position| Line { position, description: text(position), ..line.clone() });
            document.lines = lines.collect();
        })
    };
    let terms = |text: String| with(&|document| document.terms = Some(text.clone()));
    let strange = "\u{0}\u{7}\u{1b}[31m\u{202e}שלום עולם مرحبا بالعالم 你好 👩‍👩‍👧 e\u{301}\u{301}\u{301} \u{fffd}\u{10ffff}\u{e000}\r\n\u{2028}";
    vec![
        ("long-words", described(200, &|_| "W".repeat(500))),
        ("many", described(200, &|at| (0..70).map(|word| format!("w{at}x{word} ")).collect())),
        ("strange", described(200, &|_| strange.repeat(5))),
        ("alternating", described(50, &|_| "aע你".repeat(160))),
        ("longer-than-a-page", described(2, &|_| "line\n".repeat(300))),
        ("terms", terms("Very long terms, written by a lawyer. ".repeat(530))),
        ("terms-word", terms("x".repeat(20_000))),
        ("terms-strange", terms(strange.repeat(400))),
        ("terms-nested", terms(format!("{}x", "- ".repeat(9_000)))),
        ("terms-marks", terms("*_[](".repeat(4_000))),
        ("terms-headings", terms("# h\n".repeat(5_000))),
        ("terms-combining", terms(format!("a{}", "\u{301}".repeat(20_000)))),
        ("numbers", with(&huge)),
        ("texts", with(&long_texts)),
        ("nothing", with(&nothing)),
        ("rates", with(&|document| document.totals.taxes = vec![document.totals.taxes[0]; 200])),
    ]
}

fn huge(document: &mut ProposalDocument) {
    for line in &mut document.lines {
        (line.quantity, line.unit_price, line.total) = (Decimal::MAX, Decimal::MIN, Decimal::MAX);
        (line.discount_percent, line.tax_percent) = (Decimal::MAX, Decimal::new(1, 28));
        line.position = u32::MAX;
    }
    document.totals.total = Decimal::MAX;
    (document.date, document.valid_until) = (NaiveDate::MAX, Some(NaiveDate::MIN));
    (document.revision, document.currency) = (u32::MAX, "A CURRENCY NOBODY HAS".into());
}

fn long_texts(document: &mut ProposalDocument) {
    let long = "Wort ".repeat(400) + &"W".repeat(2_000);
    document.seller.name = long.clone();
    document.seller.address = vec![long.clone(); 3];
    document.seller.registration_number = Some(long.clone());
    document.customer.company = long.clone();
    document.customer.address = vec![long.clone(); 3];
    document.number = long.clone();
    document.prepared_by = Some(long.clone());
    document.intro = Some(long.clone());
    document.lines[0].product_code = Some(long);
}

fn nothing(document: &mut ProposalDocument) {
    (document.seller, document.customer) = Default::default();
    (document.number, document.currency) = Default::default();
    (document.intro, document.terms, document.prepared_by) =
        (Some("\n".into()), Some(String::new()), Some(" ".into()));
    (document.lines, document.totals) = Default::default();
}
