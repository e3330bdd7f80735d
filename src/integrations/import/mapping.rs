//! The mapping: which column of which file becomes what. A TOML file; docs/import.md explains it.

mod kind;

pub use kind::Kind;

use crate::integrations::import::custom;
use crate::integrations::import::template::Template;
use crate::integrations::import::upload;
use crate::pipeline::actions::{Blueprint, StageBlueprint};
use crate::pipeline::model::StageKind;
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A whole mapping file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The system the files come from: external ids are unique within it.
    pub source: String,
    /// As people read it in the list of imports; the source when left out.
    pub name: Option<String>,
    /// The workspace `demo --import` makes for it.
    pub workspace: Option<WorkspaceHint>,
    /// Pipelines the deals need; made when missing.
    #[serde(default)]
    pub pipelines: Vec<PipelineHint>,
    /// The files, in the order they are read: what is referred to comes first.
    pub sources: Vec<Source>,
}

/// A workspace to be.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkspaceHint {
    pub slug: String,
    pub name: String,
    pub currency: String,
}

/// A pipeline to be.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PipelineHint {
    pub name: String,
    pub stages: Vec<StageHint>,
}

/// A stage to be.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageHint {
    pub name: String,
    pub kind: StageKind,
    pub probability: Option<i32>,
    pub color: Option<String>,
    pub rotting_days: Option<i32>,
}

impl PipelineHint {
    /// What the pipeline is made from.
    pub fn blueprint(&self) -> Blueprint {
        let stage = |hint: &StageHint| StageBlueprint {
            name: hint.name.clone(),
            kind: hint.kind,
            probability: hint.probability,
            color: hint.color.clone(),
            rotting_days: hint.rotting_days,
        };
        Blueprint { name: self.name.clone(), stages: self.stages.iter().map(stage).collect() }
    }
}

/// One file and what its rows become.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub file: String,
    pub kind: Kind,
    /// The external id of a row.
    pub key: Template,
    /// What parts the file's values; a comma when left out.
    pub delimiter: Option<char>,
    /// Several rows may stand for one record (a manager named on every row of the team): the first counts.
    #[serde(default)]
    pub repeats: bool,
    /// Wrong values and the right ones, by column; each use is reported.
    #[serde(default)]
    pub corrections: BTreeMap<String, BTreeMap<String, String>>,
    /// Field → where its value comes from.
    pub fields: BTreeMap<String, Field>,
    /// Earlier stays of a deal, in order; one without a date is left out.
    #[serde(default)]
    pub visits: Vec<Visit>,
    /// The columns' names, where they are not the first row's own.
    #[serde(skip)]
    pub header: Option<Vec<String>>,
    /// What the file was called where it came from.
    #[serde(skip)]
    pub called: Option<String>,
    /// Somebody chose its columns in the client: what is left out follows from what is there, and names refer to records.
    #[serde(skip)]
    pub uploaded: bool,
    /// The record itself tells which it is, and not a key.
    #[serde(skip)]
    pub natural: bool,
}

/// An earlier stay of a deal in a stage.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    pub stage: Template,
    pub entered_on: Template,
}

/// Where a field's value comes from: a template, or a template with more to it.
#[derive(Debug, Clone, Deserialize)]
#[serde(
    untagged,
    expecting = "expected a text such as '{column}', each { with its }, or a table of what to make of it"
)]
pub enum Field {
    Plain(Template),
    Full(FieldRules),
}

/// A template with more to it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldRules {
    pub value: Template,
    /// Used when the first gives nothing.
    pub otherwise: Option<Template>,
    /// The file's words for ours, without a report.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
    /// What a number is multiplied by: 1000000 for millions.
    pub factor: Option<Decimal>,
    /// How a date is written; `%Y-%m-%d` when left out.
    pub format: Option<String>,
    /// The currency an annual revenue is in; the base currency when left out.
    pub currency: Option<String>,
    /// Adds a value that the list does not have yet.
    #[serde(default)]
    pub create: bool,
    /// A number has a comma before its decimals.
    #[serde(default)]
    pub decimal_comma: bool,
    /// A row without this value is reported; it is taken all the same.
    #[serde(default)]
    pub report_missing: bool,
}

impl Field {
    /// The template tried first, and the one after it.
    pub fn templates(&self) -> (&Template, Option<&Template>) {
        match self {
            Self::Plain(value) => (value, None),
            Self::Full(rules) => (&rules.value, rules.otherwise.as_ref()),
        }
    }

    /// What there is beyond a template.
    pub fn rules(&self) -> Option<&FieldRules> {
        match self {
            Self::Plain(_) => None,
            Self::Full(rules) => Some(rules),
        }
    }
}

impl Mapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// What is wrong with it, for the person who wrote it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mapping: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        if mapping.sources.is_empty() {
            return Err("name at least one file under [[sources]]".to_owned());
        }
        for source in &mapping.sources {
            source
                .check()
                .map_err(|reason| format!("{} ({}): {reason}", source.file, source.kind.as_str()))?;
        }
        Ok(mapping)
    }

    /// As people read it.
    pub fn title(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.source)
    }
}

impl Source {
    fn check(&self) -> Result<(), String> {
        let known = self.kind.fields();
        // Which custom fields there are is the workspace's matter: a row says so.
        let custom =
            |field: &str| upload::fields::subject(self.kind).is_some() && field.starts_with(custom::PREFIX);
        let mut fields = self.fields.keys().map(String::as_str);
        if let Some(unknown) = fields.find(|field| !known.contains(field) && !custom(field)) {
            return Err(format!("there is no field “{unknown}”; known are {}", known.join(", ")));
        }
        if let Some(missing) = self.kind.needed().iter().find(|field| !self.fields.contains_key(**field)) {
            return Err(format!("the field “{missing}” is needed"));
        }
        let has = |field: &str| self.fields.contains_key(field);
        if (has("quantity") || has("unit_price")) && !has("product") {
            return Err("quantity and unit_price are those of a product: name it too".to_owned());
        }
        if has("quantity") && !has("unit_price") {
            return Err("a quantity needs a unit_price".to_owned());
        }
        if self.kind != Kind::Deals && !self.visits.is_empty() {
            return Err("only deals have visits".to_owned());
        }
        Ok(())
    }

    /// Every column it names, for checking against a file's header.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        let fields = self.fields.values().flat_map(|field| {
            let (value, otherwise) = field.templates();
            value.columns().chain(otherwise.into_iter().flat_map(Template::columns))
        });
        let visits =
            self.visits.iter().flat_map(|visit| visit.stage.columns().chain(visit.entered_on.columns()));
        let corrected = self.corrections.keys().map(String::as_str);
        self.key.columns().chain(fields).chain(visits).chain(corrected)
    }

    /// What the file is called in reports.
    pub fn name(&self) -> &str {
        self.called.as_deref().unwrap_or(&self.file)
    }

    /// Whether what a field refers to is added when it is not there.
    pub fn creates(&self, field: &str) -> bool {
        self.rules(field).is_some_and(|rules| rules.create)
    }

    /// The rules of a field, where it has any.
    pub fn rules(&self, field: &str) -> Option<&FieldRules> {
        self.fields.get(field).and_then(Field::rules)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_is_a_mapping() {
        let text = include_str!("../../../docs/examples/crm-sales-opportunities.toml");
        let mapping = Mapping::parse(text);
        assert!(mapping.is_ok(), "{mapping:?}");
    }

    #[test]
    fn a_mapping_says_what_is_wrong_with_it() {
        let source = |kind: &str, fields: &str| {
            format!(
                "source = 'x'\n[[sources]]\nfile = 'a.csv'\nkind = '{kind}'\nkey = '{{id}}'\nfields = {{ {fields} }}"
            )
        };
        for (text, part) in [
            (source("accounts", "name = '{name}', colour = '{c}'"), "no field “colour”"),
            (source("users", "name = '{name}'"), "“email” is needed"),
            (source("deals", "owner = '{o', stage = 'x'"), "each { with its }"),
            (source("lions", "name = 'x'"), "lions"),
            (source("deals", "owner = '{o}', stage = 'x', unit_price = '{p}'"), "name it too"),
            (
                source("deals", "owner = '{o}', stage = 'x', product = '{p}', quantity = '{q}'"),
                "needs a unit_price",
            ),
            ("source = 'x'\nsources = []".to_owned(), "at least one file"),
        ] {
            let error = Mapping::parse(&text).err().unwrap_or_default();
            assert!(error.contains(part), "{part}: {error}");
        }
    }
}
