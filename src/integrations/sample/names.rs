//! The words the sample is made of.

use crate::app::actor::Role::{self, Admin, Manager, Rep, Viewer};

/// The sample company's people: name, role, team, language, time zone. The first of each role is the one to sign in as.
pub const PEOPLE: [(&str, Role, &str, &str, &str); 26] = [
    ("Anna Lindqvist", Admin, "Sales", "en", "Europe/Stockholm"),
    ("Marek Dvořák", Manager, "Central Europe", "cs", "Europe/Prague"),
    ("Tereza Nováková", Rep, "Czechia & Slovakia", "cs", "Europe/Prague"),
    ("Olivia Bennett", Viewer, "Sales", "en", "Europe/London"),
    ("Jonas Weber", Manager, "Germany, Austria, Switzerland", "de", "Europe/Berlin"),
    ("Katarzyna Wiśniewska", Manager, "Poland & Baltics", "pl", "Europe/Warsaw"),
    ("Ingrid Solberg", Manager, "Northern Europe", "en", "Europe/Oslo"),
    ("Rajesh Iyer", Manager, "International", "en", "Asia/Kolkata"),
    ("Petr Svoboda", Rep, "Czechia & Slovakia", "cs", "Europe/Prague"),
    ("Lucia Horváthová", Rep, "Czechia & Slovakia", "cs", "Europe/Bratislava"),
    ("Lukas Brandt", Rep, "Germany, Austria, Switzerland", "de", "Europe/Berlin"),
    ("Sophie Keller", Rep, "Germany, Austria, Switzerland", "de", "Europe/Zurich"),
    ("Maximilian Gruber", Rep, "Germany, Austria, Switzerland", "de", "Europe/Vienna"),
    ("Piotr Zieliński", Rep, "Poland & Baltics", "pl", "Europe/Warsaw"),
    ("Agnieszka Kowalczyk", Rep, "Poland & Baltics", "pl", "Europe/Warsaw"),
    ("Tomas Petrauskas", Rep, "Poland & Baltics", "en", "Europe/Vilnius"),
    ("Freja Nielsen", Rep, "Nordics", "en", "Europe/Copenhagen"),
    ("Mikael Virtanen", Rep, "Nordics", "en", "Europe/Helsinki"),
    ("Ewan MacLeod", Rep, "United Kingdom & Ireland", "en", "Europe/London"),
    ("Aoife Byrne", Rep, "United Kingdom & Ireland", "en", "Europe/Dublin"),
    ("Mei Tanaka", Rep, "International", "en", "Asia/Tokyo"),
    ("Carlos Mendoza", Rep, "International", "en", "America/Mexico_City"),
    ("Fatima Haddad", Rep, "International", "en", "Africa/Casablanca"),
    ("Elena Sokolova", Admin, "Sales", "ru", "Europe/Riga"),
    ("Hugo Laurent", Viewer, "Sales", "en", "Europe/Paris"),
    ("Nadia Rossi", Viewer, "Central Europe", "en", "Europe/Rome"),
];

/// Its teams: name, the team above, the name of its manager. Those above come first.
pub const TEAMS: [(&str, Option<&str>, &str); 9] = [
    ("Sales", None, "Anna Lindqvist"),
    ("Central Europe", Some("Sales"), "Marek Dvořák"),
    ("Czechia & Slovakia", Some("Central Europe"), "Marek Dvořák"),
    ("Germany, Austria, Switzerland", Some("Central Europe"), "Jonas Weber"),
    ("Poland & Baltics", Some("Central Europe"), "Katarzyna Wiśniewska"),
    ("Northern Europe", Some("Sales"), "Ingrid Solberg"),
    ("Nordics", Some("Northern Europe"), "Ingrid Solberg"),
    ("United Kingdom & Ireland", Some("Northern Europe"), "Ingrid Solberg"),
    ("International", Some("Sales"), "Rajesh Iyer"),
];

/// Beginnings of company names.
pub const ROOTS: [&str; 40] = [
    "Alder",
    "Baltica",
    "Brightwater",
    "Cascade",
    "Corvus",
    "Delphin",
    "Eastgate",
    "Elbe",
    "Falkenberg",
    "Fjord",
    "Granit",
    "Halcyon",
    "Havel",
    "Ironbridge",
    "Jasan",
    "Kestrel",
    "Koruna",
    "Lumen",
    "Meridian",
    "Morava",
    "Nordlys",
    "Oakfield",
    "Orion",
    "Pallas",
    "Polaris",
    "Quantis",
    "Ravensburg",
    "Rhenus",
    "Sirius",
    "Silesia",
    "Sokol",
    "Sundholm",
    "Tatra",
    "Thames",
    "Ursa",
    "Vistula",
    "Waldkirch",
    "Westhaven",
    "Zenit",
    "Zlatan",
];

/// Endings of company names, and the industry that goes with each.
pub const TRADES: [(&str, &str); 15] = [
    ("Logistics", "transport"),
    ("Foods", "manufacturing"),
    ("Energy", "energy"),
    ("Pharma", "healthcare"),
    ("Robotics", "manufacturing"),
    ("Insurance", "finance"),
    ("Hotels", "hospitality"),
    ("Software", "technology"),
    ("Telecom", "telecommunications"),
    ("Construction", "construction"),
    ("Retail Group", "retail"),
    ("Media", "media"),
    ("Automotive", "automotive"),
    ("University", "education"),
    ("Agro", "agriculture"),
];

/// Where companies are, and the currency they pay in.
pub const PLACES: [(&str, &str); 12] = [
    ("Praha, Czechia", "CZK"),
    ("Berlin, Germany", "EUR"),
    ("Warszawa, Poland", "PLN"),
    ("London, United Kingdom", "GBP"),
    ("Wien, Austria", "EUR"),
    ("Bratislava, Slovakia", "EUR"),
    ("Stockholm, Sweden", "EUR"),
    ("Rīga, Latvia", "EUR"),
    ("Brno, Czechia", "CZK"),
    ("Zürich, Switzerland", "EUR"),
    ("Chicago, United States", "USD"),
    ("Dublin, Ireland", "EUR"),
];

pub const FIRST_NAMES: [&str; 30] = [
    "Alice", "Andrej", "Beatriz", "Bogdan", "Chiara", "Daniel", "Dorota", "Emil", "Eva", "Filip", "Greta",
    "Hana", "Henrik", "Irina", "Jakub", "Julia", "Karel", "Laura", "Leon", "Magda", "Mateusz", "Nora",
    "Oskar", "Pavla", "Robert", "Simona", "Stefan", "Viktor", "Yusuf", "Zuzana",
];

pub const LAST_NAMES: [&str; 30] = [
    "Adler", "Bauer", "Bergman", "Blaha", "Costa", "Dumont", "Eriksen", "Fischer", "Gallo", "Hansen",
    "Ivanov", "Jansen", "Kaminski", "Kucera", "Lang", "Lehtonen", "Maly", "Meyer", "Nemec", "Novotny",
    "Okafor", "Olsen", "Pospisil", "Ricci", "Schmidt", "Taylor", "Urban", "Vogel", "Walsh", "Zeman",
];

pub const JOB_TITLES: [(&str, &str); 12] = [
    ("Chief Financial Officer", "Finance"),
    ("Head of Purchasing", "Purchasing"),
    ("IT Director", "IT"),
    ("Operations Manager", "Operations"),
    ("Managing Director", "Management"),
    ("Warehouse Manager", "Logistics"),
    ("Plant Manager", "Production"),
    ("Project Manager", "PMO"),
    ("Head of Marketing", "Marketing"),
    ("Quality Manager", "Quality"),
    ("Legal Counsel", "Legal"),
    ("Buyer", "Purchasing"),
];

/// What is sold.
pub const OFFERS: [&str; 24] = [
    "Warehouse automation",
    "ERP rollout",
    "Fleet telematics",
    "Service desk",
    "Data platform",
    "Plant maintenance",
    "Packaging line",
    "Security audit",
    "Cold chain monitoring",
    "Customer portal",
    "Access control",
    "Payroll migration",
    "Energy management",
    "Solar roof",
    "Training programme",
    "Spare parts contract",
    "Document archive",
    "Network renewal",
    "Quality control cameras",
    "Forecasting tool",
    "Electronic invoicing",
    "Field service tablets",
    "Backup and recovery",
    "Support contract",
];

/// What may follow an offer's name.
pub const TURNS: [&str; 6] = ["", "", "", " – phase 2", " – renewal", " – pilot"];

pub const NEXT_STEPS: [&str; 12] = [
    "Call back after their board meeting",
    "Send the revised offer",
    "Meet the plant manager on site",
    "Agree on the date of the demo",
    "Wait for the budget approval",
    "Clarify the delivery dates",
    "Send references from the same industry",
    "Go through the contract with their lawyer",
    "Find out who signs",
    "Prepare the workshop",
    "Check the technical requirements",
    "Negotiate the payment terms",
];

pub const TASKS: [&str; 16] = [
    "Call to agree on next steps",
    "Send the minutes of the meeting",
    "Prepare the price calculation",
    "Book the demo",
    "Follow up on the offer",
    "Send the contract draft",
    "Check the credit rating",
    "Invite to the reference visit",
    "Answer the technical questions",
    "Fill in the tender form",
    "Update the delivery plan",
    "Get approval for the discount",
    "Write the win plan",
    "Thank them for the order",
    "Ask for a reference",
    "Plan the kick-off",
];

pub const OUTCOMES: [&str; 6] = [
    "Done, they will answer by the end of the week.",
    "They want one more meeting.",
    "Sent, confirmed by e-mail.",
    "No answer yet; trying again on Monday.",
    "They agree in principle.",
    "Clarified, nothing stands in the way.",
];

/// What moves people at customers.
pub const MOTIVATORS: [&str; 10] = [
    "Wants fewer manual steps before the season begins.",
    "Measured on cost per order this year.",
    "Afraid of another project that runs late.",
    "Wants to show the board a quick success.",
    "Has to answer for the last audit.",
    "Would rather keep the present supplier: knows them for years.",
    "Looks for a partner for the next site as well.",
    "Cares about how much work it is for the team.",
    "New in the job, wants to leave a mark.",
    "Needs it to fit what IT runs already.",
];

/// What people write down.
/// What people wrote to one another today: who, to whom, and what follows the name. Each is on a deal of one of them.
pub const MENTIONS: [(&str, &str, &str); 3] = [
    (
        "Marek Dvořák",
        "Tereza Nováková",
        "can you send them the two references before Thursday? They asked again.",
    ),
    (
        "Tereza Nováková",
        "Marek Dvořák",
        "they would sign this month for three per cent less. Do we go along?",
    ),
    (
        "Tereza Nováková",
        "Anna Lindqvist",
        "their director would like to meet you when you are in Prague; any day next week suits them.",
    ),
];

pub const NOTES: [&str; 9] = [
    "They compare us with one other supplier, mainly on the time it takes to go live.",
    "Budget is confirmed for this half of the year; anything later needs a new round.",
    "Call before ten: afternoons are taken by the plant.",
    "Asked for two references from their own trade.",
    "The pilot has to run beside the old system for four weeks.",
    "Legal wants our data processing agreement before the proposal.",
    "Liked the demonstration; questions were about training and support:\n\n- who trains the second shift\n- what happens at night",
    "Price is not the issue, the date is.",
    "Their IT insists on single sign-on.",
];

/// What people do together at customers: the key of its kind, and what it is about.
pub const ACTIVITIES: [(&str, &str); 14] = [
    ("meeting", "Workshop on the present process"),
    ("meeting", "Visit to the plant"),
    ("meeting", "Going through the proposal"),
    ("meeting", "Kick-off with their project lead"),
    ("call", "Questions on the offer"),
    ("call", "Where they stand with the budget"),
    ("call", "Agreeing on the next steps"),
    ("demo", "Demo for the warehouse team"),
    ("demo", "Demo of the interfaces for their IT"),
    ("presentation", "Presentation to the board"),
    ("presentation", "Presentation of the solution"),
    ("email", "Answers to their list of questions"),
    ("letter", "Invitation to the reference visit"),
    ("other", "Lunch at the trade fair"),
];

pub const ACTIVITY_OUTCOMES: [&str; 7] = [
    "They want a proposal by the end of the month",
    "Convinced on the technical side, price still open",
    "A second round with their IT is needed",
    "Agreed on a pilot in one plant",
    "They will bring in the finance director",
    "Positive; decision after their board meeting",
    "Interest is there, no date yet",
];

/// Minutes, in Markdown.
pub const MINUTES: [&str; 5] = [
    "## Agreed\n\n- Pilot in **one plant**, four weeks beside the old system\n- They name a project lead by Friday\n- We send the test plan\n\n## Open\n\n1. Who trains the second shift?\n2. Is single sign-on part of the pilot?",
    "Short and to the point. What counts for them:\n\n| Criterion | Weight |\n| --- | --- |\n| Time to go live | high |\n| Interfaces | high |\n| Price | medium |\n\nNext: a proposal with two variants.",
    "They showed us the whole process, from goods in to dispatch. *Most time is lost in checking by hand.*\n\n> “If the morning peak works, everything works.”\n\n- Photos are with the deal\n- Figures on volumes follow by e-mail",
    "- Budget confirmed for this year\n- Legal wants our data processing agreement first\n- Decision by **committee**: production, IT, finance",
    "Went through the offer line by line. They ask for:\n\n- payment in three parts\n- training on site, two days\n- a fixed price for the interfaces",
];
