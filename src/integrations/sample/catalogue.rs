//! The sample's catalogue: what Northlight sells, and who sells to the same customers.

use super::Past;
use crate::app::actor::Viewer;
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::catalogue::competitors::actions::create_competitor;
use crate::catalogue::competitors::model::{Competitor, CreateCompetitorInput};
use crate::catalogue::products::actions::create_product;
use crate::catalogue::products::model::{CreateProductInput, Product, ProductPriceInput};
use rust_decimal::Decimal;
use std::sync::Arc;

/// Products: name, code, series, price in EUR, description.
const PRODUCTS: [(&str, &str, &str, i64, &str); 15] = [
    ("Planning Standard", "PLN-S", "Planning", 4_900, "Plans for one site, up to 25 users; yearly licence."),
    (
        "Planning Professional",
        "PLN-P",
        "Planning",
        12_500,
        "Plans for several sites with scenarios; yearly licence.",
    ),
    (
        "Planning Enterprise",
        "PLN-E",
        "Planning",
        38_000,
        "Plans without limits, with an interface to the ERP; yearly licence.",
    ),
    ("Planning user", "PLN-U", "Planning", 180, "One more user of any edition for a year."),
    (
        "Warehouse Standard",
        "WHS-S",
        "Warehouse",
        6_400,
        "Stock and picking for one warehouse; yearly licence.",
    ),
    (
        "Warehouse Professional",
        "WHS-P",
        "Warehouse",
        16_900,
        "Several warehouses with waves and slots; yearly licence.",
    ),
    ("Handheld scanner", "WHS-H", "Warehouse", 690, "Rugged scanner with charging cradle."),
    ("Label printer", "WHS-L", "Warehouse", 1_150, "Thermal printer, network, 4 inches."),
    ("Service desk", "SRV-D", "Service", 5_200, "Tickets, contracts and spare parts; yearly licence."),
    (
        "Field service",
        "SRV-F",
        "Service",
        9_800,
        "Routes and jobs on the phone, up to 20 technicians; yearly licence.",
    ),
    ("Analytics", "ANL-B", "Analytics", 7_500, "Reports and dashboards over all modules; yearly licence."),
    (
        "Analytics forecasting",
        "ANL-F",
        "Analytics",
        14_200,
        "Demand forecasts by product and region; yearly licence.",
    ),
    ("Implementation day", "CNS-D", "Services", 980, "One day of a consultant, travel included."),
    ("Training day", "CNS-T", "Services", 1_400, "One day for up to ten people, on site or remote."),
    ("Premium support", "CNS-S", "Services", 3_600, "Answers within two hours on working days, for a year."),
];

/// What a euro's worth of software costs elsewhere: rounder than the day's rate.
const WORTH: [(&str, i64, i64); 5] =
    [("EUR", 1, 1), ("USD", 11, 10), ("GBP", 9, 10), ("CZK", 25, 1), ("PLN", 43, 10)];

/// Competitors: name, address, what they are good at, and where they can be beaten.
const COMPETITORS: [(&str, &str, &str, &str); 6] = [
    (
        "Quantix",
        "quantix.example",
        "Known everywhere; a partner in every country; deep ERP integration.",
        "Slow to implement, seldom under a year. Every change is a project of its own.",
    ),
    (
        "Stockwise",
        "stockwise.example",
        "The cheapest warehouse system in the region; up and running in weeks.",
        "One warehouse only; nothing for planning or field service.",
    ),
    (
        "Planora",
        "planora.example",
        "A beautiful client that planners love; strong scenarios.",
        "No interface to machines; data leaves the EU.",
    ),
    (
        "Servisa",
        "servisa.example",
        "Local, personal, and there within a day.",
        "Twelve people; large customers doubt that they will be there in five years.",
    ),
    (
        "Lumen Analytics",
        "lumen.example",
        "Impressive demonstrations; good forecasts out of the box.",
        "Needs data in its own warehouse; priced by row, so bills grow.",
    ),
    (
        "In-house development",
        "",
        "Knows the company; no licence to pay.",
        "Rarely finished; depends on two people. Ask what it cost so far.",
    ),
];

/// How much of its price something costs the company, in percent: services their people's time, software little.
fn cost_of(series: &str) -> i64 {
    match series {
        "Services" => 62,
        "Warehouse" => 48,
        _ => 34,
    }
}

/// What there is to sell, and against whom.
pub struct Catalogue {
    pub products: Vec<Product>,
    pub competitors: Vec<Competitor>,
}

/// Fills the catalogue on the workspace's first day.
pub async fn stock(past: &Past, system: &Arc<Viewer>) -> Result<Catalogue> {
    let work = async |tx: &mut Tx| {
        let (mut products, mut competitors) = (Vec::new(), Vec::new());
        for (name, code, series, euros, description) in PRODUCTS {
            let prices = WORTH.iter().map(|(currency, times, over)| ProductPriceInput {
                currency: (*currency).to_owned(),
                unit_price: Decimal::from(euros * times / over),
                unit_cost: Some(Decimal::new(euros * times / over * cost_of(series), 2)),
            });
            let input = CreateProductInput {
                name: name.to_owned(),
                code: Some(code.to_owned()),
                series: Some(series.to_owned()),
                description: Some(description.to_owned()),
                tax_percent: Some(Decimal::from(21)),
                prices: Some(prices.collect()),
            };
            products.push(create_product(tx, input).await?);
        }
        for (name, website, strengths, weaknesses) in COMPETITORS {
            let input = CreateCompetitorInput {
                name: name.to_owned(),
                website: Some(website.to_owned()),
                strengths: Some(strengths.to_owned()),
                weaknesses: Some(weaknesses.to_owned()),
            };
            competitors.push(create_competitor(tx, input).await?);
        }
        Ok((products, competitors))
    };
    let (products, competitors) = past.app.write(system, None, work).await?;
    Ok(Catalogue { products, competitors })
}
