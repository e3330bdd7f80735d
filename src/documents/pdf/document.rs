//! What a proposal on paper is made of. Plain values: whoever fills this in has read the database and decided what the
//! customer may see; nothing here is computed again, so the paper says what the screen says.

use chrono::NaiveDate;
use rust_decimal::Decimal;

/// A proposal, ready to be set.
#[derive(Clone, Debug)]
pub struct ProposalDocument {
    /// Of the labels, the numbers and the dates; texts come as they were written.
    pub language: Language,
    /// ISO 4217, of every amount.
    pub currency: String,
    pub seller: Seller,
    pub customer: Customer,
    /// As people say it: `P-2026-0001`.
    pub number: String,
    /// Counts from 1; shown from 2 on.
    pub revision: u32,
    /// Shown as the proposal's date, and the file's own date: the same input gives the same bytes on any day.
    pub date: NaiveDate,
    pub valid_until: Option<NaiveDate>,
    /// Name of the person who answers for it.
    pub prepared_by: Option<String>,
    /// Markdown, above the table.
    pub intro: Option<String>,
    /// Markdown, below the totals.
    pub terms: Option<String>,
    pub lines: Vec<Line>,
    pub totals: Totals,
    pub mark: Mark,
}

/// The languages a proposal can be set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    En,
    Cs,
    De,
    Ru,
    Pl,
}

impl Language {
    /// By its code as the API writes it: `en`, `cs`, `de`, `ru`, `pl`.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "en" => Some(Self::En),
            "cs" => Some(Self::Cs),
            "de" => Some(Self::De),
            "ru" => Some(Self::Ru),
            "pl" => Some(Self::Pl),
            _ => None,
        }
    }

    /// The code, which is also the file's language tag.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Cs => "cs",
            Self::De => "de",
            Self::Ru => "ru",
            Self::Pl => "pl",
        }
    }
}

/// Whether the paper counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It may be sent.
    None,
    /// Every page says that it is not to be relied on.
    Draft,
}

/// The company that offers.
#[derive(Clone, Debug, Default)]
pub struct Seller {
    pub name: String,
    /// Street, town, country: a line each.
    pub address: Vec<String>,
    pub registration_number: Option<String>,
    pub tax_number: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub website: Option<String>,
    /// A whole PNG or JPEG file; without one the name stands in its place. See [`super::check_logo`].
    pub logo: Option<Vec<u8>>,
    /// For the title's number and two rules; darkened until it can be read on white.
    pub accent: Option<Colour>,
}

/// The company it is offered to.
#[derive(Clone, Debug, Default)]
pub struct Customer {
    pub company: String,
    /// The person it is addressed to.
    pub contact: Option<String>,
    /// Street, town, country: a line each.
    pub address: Vec<String>,
}

/// What is offered, one position of it.
#[derive(Clone, Debug)]
pub struct Line {
    /// Counts from 1.
    pub position: u32,
    /// A newline in it begins a new line.
    pub description: String,
    pub product_code: Option<String>,
    pub quantity: Decimal,
    pub unit_price: Decimal,
    /// 0..=100, the line's own. The column is there when any line has one.
    pub discount_percent: Decimal,
    /// The column is there when any line has tax.
    pub tax_percent: Decimal,
    /// Quantity × price less the line's own discount, without tax: the column adds up to [`Totals::subtotal`].
    pub total: Decimal,
}

/// What it comes to.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    /// Sum of the lines' totals.
    pub subtotal: Decimal,
    /// 0..=100, on the whole proposal.
    pub discount_percent: Decimal,
    /// What that takes off, as a positive amount.
    pub discount: Decimal,
    /// Without tax.
    pub net: Decimal,
    /// One of each rate, in the order they are to be shown. Those of 0 % that come to nothing are left out.
    pub taxes: Vec<TaxSum>,
    /// Net and tax.
    pub total: Decimal,
}

/// The tax of one rate.
#[derive(Clone, Copy, Debug)]
pub struct TaxSum {
    pub percent: Decimal,
    /// What it is taken of.
    pub net: Decimal,
    pub tax: Decimal,
}

/// A colour of the screen, 0..=255 each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}
