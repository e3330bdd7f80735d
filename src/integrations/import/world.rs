//! What the rows of a chunk can refer to: read once for all of them, and added to as rows are taken.

use crate::accounts::model::Account;
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::catalogue::products::model::Product;
use crate::db::id::Id;
use crate::fields::model::Known;
use crate::integrations::import::mapping::{Kind, Source};
use crate::integrations::import::rows::Row;
use crate::integrations::import::store;
use crate::integrations::import::upload::natural;
use crate::pipeline;
use crate::pipeline::model::{CreateLookupInput, Currency, Lookup, LookupKind, Pipeline, Stage};
use crate::team::model::{User, Workspace};
use crate::team::store as team;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// What a dry run would have added so far: later rows refer to it although it is not in the database.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Planned {
    pub ids: Vec<(Kind, String, Uuid)>,
    pub users: Vec<User>,
    pub accounts: Vec<Account>,
    pub products: Vec<Product>,
    pub lookups: Vec<Lookup>,
    pub pipelines: Vec<Pipeline>,
    pub stages: Vec<Stage>,
}

impl Planned {
    /// With what another chunk would have added.
    pub fn extend(&mut self, more: Self) {
        self.ids.extend(more.ids);
        self.users.extend(more.users);
        self.accounts.extend(more.accounts);
        self.products.extend(more.products);
        self.lookups.extend(more.lookups);
        self.pipelines.extend(more.pipelines);
        self.stages.extend(more.stages);
    }
}

/// Everything a chunk's rows can refer to.
pub struct World {
    pub dry_run: bool,
    pub workspace: Workspace,
    pub users: Vec<User>,
    pub lookups: Vec<Lookup>,
    pub currencies: Vec<Currency>,
    pub pipelines: Vec<Pipeline>,
    pub stages: Vec<Stage>,
    /// The custom fields and data standards.
    pub fields: Known,
    /// The accounts that deals of the chunk name.
    pub accounts: HashMap<Uuid, Account>,
    /// The products that deals of the chunk name.
    pub products: HashMap<Uuid, Product>,
    known: HashMap<(Kind, String), store::Known>,
    /// How many records each of these may stand for.
    ambiguous: HashMap<(Kind, String), usize>,
    natural: bool,
    /// What this chunk adds, when nothing is written.
    pub planned: Planned,
}

impl World {
    /// Reads what the rows refer to.
    pub async fn load(
        tx: &mut Tx,
        (namespace, source): (&str, &Source),
        rows: &[Row],
        (dry_run, planned): (bool, &Planned),
    ) -> Result<Self> {
        let mut wanted: Vec<(Kind, String)> = rows.iter().map(|row| (source.kind, row.key.clone())).collect();
        for (field, kind) in source.kind.references() {
            wanted.extend(rows.iter().filter_map(|row| Some((*kind, row.get(field)?.to_owned()))));
        }
        wanted.sort();
        wanted.dedup();
        let mut known = store::known(tx, namespace, &wanted).await?;
        let ambiguous = match source.uploaded {
            true => recognise(tx, source, rows, &mut known).await?,
            false => HashMap::new(),
        };
        for (kind, key, id) in &planned.ids {
            known.entry((*kind, key.clone())).or_insert_with(|| (*id, Vec::new()));
        }
        let named = |of: Kind| -> Vec<Uuid> {
            let named = known.iter().filter(|((kind, _), _)| *kind == of && source.kind == Kind::Deals);
            named.map(|(_, (id, _))| *id).collect()
        };
        let mut accounts = store::found(tx, named(Kind::Accounts)).await?;
        let mut products = store::found(tx, named(Kind::Products)).await?;
        products.extend(planned.products.iter().map(|product| (product.id.0, product.clone())));
        accounts.extend(planned.accounts.iter().map(|account| (account.id.0, account.clone())));
        let with = |mut rows: Vec<User>| {
            rows.extend(planned.users.iter().cloned());
            rows
        };
        let mut world = Self {
            dry_run,
            workspace: team::workspace(tx).await?,
            users: with(store::users(tx).await?),
            lookups: store::lookups(tx).await?,
            currencies: store::currencies(tx).await?,
            pipelines: store::pipelines(tx).await?,
            stages: store::stages(tx).await?,
            fields: crate::fields::actions::known(tx).await?,
            accounts,
            products,
            known,
            ambiguous,
            natural: source.natural,
            planned: Planned::default(),
        };
        world.lookups.extend(planned.lookups.iter().cloned());
        world.pipelines.extend(planned.pipelines.iter().cloned());
        world.stages.extend(planned.stages.iter().cloned());
        Ok(world)
    }

    /// The record a key stands for, and the fingerprint of the row it was last made from.
    pub fn known(&self, kind: Kind, key: &str) -> Option<&store::Known> {
        self.known.get(&(kind, key.to_owned()))
    }

    /// Why a key cannot stand for a record, when it might stand for several.
    pub fn ambiguous(&self, kind: Kind, key: &str) -> Option<String> {
        let count = self.ambiguous.get(&(kind, key.to_owned()))?;
        let key = natural::shown(key);
        Some(format!(
            "“{key}” may be any of {count} records; choose a column that tells them apart as the key"
        ))
    }

    /// The record a field refers to: by its key, and people by their address too, or by their name when only one has it.
    pub fn refer(&self, kind: Kind, key: &str) -> Option<Uuid> {
        self.known(kind, key).map(|(id, _)| *id).or_else(|| {
            if kind != Kind::Users {
                // The row of the same file that is known by its name.
                return self.natural.then(|| self.known(kind, &key.to_lowercase()))?.map(|(id, _)| *id);
            }
            let address = crate::team::rules::email(key);
            let mut named = self.users.iter().filter(|user| user.active && same(&user.name, key));
            let by_address = self.users.iter().find(|user| user.email == address);
            let by_name = named.next().filter(|_| named.next().is_none());
            by_address.or(by_name).map(|user| user.id.0)
        })
    }

    /// From now on `key` stands for this record.
    pub fn learn(&mut self, kind: Kind, key: &str, id: Uuid) {
        self.known.insert((kind, key.to_owned()), (id, Vec::new()));
        if self.dry_run {
            self.planned.ids.push((kind, key.to_owned(), id));
        }
    }

    /// The person a row names as its owner.
    ///
    /// # Errors
    /// Refused when there is none, or they cannot sign in any more.
    pub fn owner(&self, key: &str) -> Result<Id<User>> {
        self.person("owner", key)
    }

    /// Who a field names; they must be active.
    ///
    /// # Errors
    /// Refused at the field when there is nobody, or they are not.
    pub fn person(&self, field: &str, key: &str) -> Result<Id<User>> {
        let found = self.refer(Kind::Users, key);
        let user = found.and_then(|id| self.users.iter().find(|user| user.id.0 == id));
        match user {
            Some(user) if user.active => Ok(user.id),
            Some(_) => Err(refused(RefusalCode::NotFound, field, format!("“{key}” is not active any more"))),
            None => Err(refused(RefusalCode::NotFound, field, format!("there is nobody called “{key}”"))),
        }
    }

    /// A currency of the workspace.
    ///
    /// # Errors
    /// Refused when the workspace has no rate for it.
    pub fn currency(&self, field: &str, code: &str) -> Result<&Currency> {
        let found = self.currencies.iter().find(|currency| currency.code == code.to_uppercase());
        found.ok_or_else(|| {
            refused(RefusalCode::NotFound, field, format!("the workspace has no rate for {code:.10}"))
        })
    }

    /// A value of a list by its label or key, in any case.
    pub fn lookup(&self, kind: LookupKind, label: &str) -> Option<Id<Lookup>> {
        let same = |text: &str| text.to_lowercase() == label.trim().to_lowercase();
        let mut values = self.lookups.iter().filter(|value| value.kind == kind && !value.archived);
        values.find(|value| same(&value.label) || same(&value.key)).map(|value| value.id)
    }

    /// Adds a value to a list.
    pub async fn add_lookup(&mut self, tx: &mut Tx, kind: LookupKind, label: &str) -> Result<Id<Lookup>> {
        let input = CreateLookupInput { kind, label: label.to_owned(), labels: None, minutes_expected: None };
        let lookup = if self.dry_run {
            pipeline::actions::draft_lookup(tx, input).await?
        } else {
            pipeline::actions::create_lookup(tx, input).await?
        };
        if self.dry_run {
            self.planned.lookups.push(lookup.clone());
        }
        let id = lookup.id;
        self.lookups.push(lookup);
        Ok(id)
    }

    /// The pipeline of this name, or the default one.
    ///
    /// # Errors
    /// Refused when there is none.
    pub fn pipeline(&self, name: Option<&str>) -> Result<&Pipeline> {
        let found = match name {
            Some(name) => self.pipelines.iter().find(|pipeline| same(&pipeline.name, name)),
            None => self.pipelines.iter().find(|pipeline| pipeline.is_default),
        };
        let message = format!("there is no pipeline “{}”", name.unwrap_or_default());
        found.ok_or_else(|| refused(RefusalCode::NotFound, "pipeline", message))
    }

    /// A stage of a pipeline by its name.
    ///
    /// # Errors
    /// Refused when the pipeline has none of this name.
    pub fn stage(&self, pipeline: &Pipeline, name: &str) -> Result<&Stage> {
        let mut stages = self.stages.iter().filter(|stage| stage.pipeline_id == pipeline.id);
        let message = format!("{} has no stage “{name}”", pipeline.name);
        let found = stages.find(|stage| same(&stage.name, name));
        found.ok_or_else(|| refused(RefusalCode::NotFound, "stage", message))
    }
}

/// Finds what no key tells: the records rows are about, and those they name. What may be several is left out, and counted.
async fn recognise(
    tx: &mut Tx,
    source: &Source,
    rows: &[Row],
    known: &mut HashMap<(Kind, String), store::Known>,
) -> Result<HashMap<(Kind, String), usize>> {
    let (mut ambiguous, own) = (HashMap::new(), source.kind);
    let keys: BTreeSet<&String> = rows.iter().map(|row| &row.key).collect();
    if source.natural {
        let unknown = keys.iter().filter(|key| !known.contains_key(&(own, (**key).clone())));
        let unknown: Vec<String> = unknown.map(|key| (*key).clone()).collect();
        for (key, ids) in store::natural::records(tx, own, &unknown).await? {
            settle((own, key), &ids, known, &mut ambiguous);
        }
    }
    for (field, kind) in source.kind.references().iter().filter(|(_, kind)| *kind != Kind::Users) {
        let texts = |known: &HashMap<(Kind, String), store::Known>| -> Vec<String> {
            let named: BTreeSet<&str> = rows.iter().filter_map(|row| row.get(field)).collect();
            // A key of this very file is that row's own.
            let foreign =
                named.into_iter().filter(|text| *kind != own || !keys.contains(&(*text).to_owned()));
            foreign.map(str::to_owned).filter(|text| !known.contains_key(&(*kind, text.clone()))).collect()
        };
        for (key, ids) in store::natural::by_key(tx, *kind, &texts(known)).await? {
            settle((*kind, key), &ids, known, &mut HashMap::new());
        }
        let left = texts(known);
        let small: Vec<String> = left.iter().map(|text| text.to_lowercase()).collect();
        let found = store::natural::referred(tx, *kind, &small).await?;
        for (text, small) in left.into_iter().zip(&small) {
            if let Some(ids) = found.get(small) {
                settle((*kind, text), ids, known, &mut HashMap::new());
            }
        }
    }
    Ok(ambiguous)
}

fn settle(
    key: (Kind, String),
    ids: &[Uuid],
    known: &mut HashMap<(Kind, String), store::Known>,
    ambiguous: &mut HashMap<(Kind, String), usize>,
) {
    match ids {
        [id] => drop(known.insert(key, (*id, Vec::new()))),
        several => drop(ambiguous.insert(key, several.len())),
    }
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// A row's refusal.
pub fn refused(
    code: RefusalCode,
    field: &str,
    message: impl Into<std::borrow::Cow<'static, str>>,
) -> crate::app::error::Error {
    Refusal::at(code, field, message).into()
}
