//! Every field of the three roots, asked as somebody would who has the ids. `<deal>` and the like stand for ids, `<new>` for a
//! text never used before, `<cursor>` for the beginning of the asker's log.
//!
//! A field may be asked in several ways: each filter that could tell of a hidden record has a line.

/// Fields open to nobody in particular; signing out is, so that a client whose session has ended can clear its cookie.
pub const OPEN: [&str; 5] = ["setup", "viewer", "setUpWorkspace", "signIn", "signOut"];

/// Mutations about oneself, which every role may make.
pub const ABOUT_ONESELF: [&str; 7] =
    ["changePassword", "createApiKey", "revokeApiKey", "setUpWorkspace", "signIn", "signOut", "updateViewer"];

pub const QUERIES: &[&str] = &[
    // The house.
    "setup { needed }",
    "viewer { name }",
    "workspace { name baseCurrency }",
    "users(first: 200) { nodes { name email } totalCount }",
    "users(filter: {id: {eq: <user>}}) { nodes { name } totalCount }",
    "teams { nodes { name } totalCount }",
    "apiKeys(includeRevoked: true) { name prefix }",
    "imports { nodes { name } totalCount }",
    "import(id: <import>) { name problems { reason } }",
    "eventCursor",
    "events(after: <cursor>, first: 200) { events { kind subjectId dealId accountId changes { field before after } } }",
    "node(id: <workspace>) { id }",
    "node(id: <user>) { id }",
    "node(id: <team>) { id }",
    "node(id: <key>) { id }",
    "node(id: <account>) { id }",
    "node(id: <contact>) { id }",
    "node(id: <pipeline>) { id }",
    "node(id: <stage>) { id }",
    "node(id: <source>) { id }",
    "node(id: <deal>) { id ... on Deal { name } }",
    "node(id: <task>) { id ... on Task { title } }",
    "node(id: <import>) { id }",
    "nodes(ids: [<account>, <deal>, <task>, <user>]) { id }",
    // Accounts and people.
    "account(id: <account>) { name deals { nodes { name } totalCount totals { count amount weighted } } tasks { nodes { title } totalCount } contacts { nodes { name } } subsidiaries { nodes { name } } history { nodes { kind changes { after } } } }",
    "accounts { nodes { name } totalCount }",
    "accounts(filter: {deals: {some: {amount: {gt: \"900000\"}}}}) { nodes { name } totalCount }",
    "accounts(filter: {deals: {none: {name: {contains: \"sprey\"}}}}) { nodes { name } totalCount }",
    "accounts(filter: {deals: {every: {probability: {lt: 99}, amount: {lt: \"900000\"}}}}) { nodes { name } totalCount }",
    "contact(id: <contact>) { name deals { nodes { name } totalCount totals { amount } } history { nodes { kind } } }",
    "contacts { nodes { name } totalCount }",
    "contacts(filter: {deals: {some: {name: {contains: \"sprey\"}}}}) { nodes { name } totalCount }",
    // Pipelines.
    "pipeline(id: <pipeline>) { name stages { name } }",
    "pipelines(includeArchived: true) { name stages { name } }",
    "lookups(includeArchived: true) { label }",
    "currencies(includeArchived: true) { code rate }",
    // Deals.
    "deal(id: <deal>) { name amount account { name } tasks { nodes { title } } history { nodes { kind } } stageVisits { seconds } sharedWith { user { name } } nextTask { title } }",
    "deals { nodes { name } totalCount totals { count amount weighted } }",
    "deals(filter: {id: {eq: <deal>}}) { nodes { name } totalCount totals { amount } }",
    "deals(filter: {accountId: {eq: <account>}}, orderBy: [{field: AMOUNT, direction: DESC}]) { nodes { name } totalCount }",
    "deals(filter: {tasks: {some: {title: {contains: \"sprey\"}}}}) { totalCount }",
    "deals(filter: {not: {name: {eq: \"Osprey deal\"}}}) { totalCount }",
    "deals(search: \"osprey\") { nodes { name } totalCount }",
    "deals(search: \"falcon\") { nodes { name } totalCount }",
    "board(pipelineId: <pipeline>) { pipeline { name } columns { stage { name } count amount weighted deals { nodes { name } totalCount totals { amount } } } }",
    "dealViews { key }",
    // Work.
    "task(id: <task>) { title deal { name } history { nodes { kind } } }",
    "tasks(first: 200) { nodes { title } totalCount }",
    "tasks(filter: {dealId: {eq: <deal>}}) { nodes { title } totalCount }",
    "tasks(filter: {deal: {name: {contains: \"sprey\"}}}) { nodes { title } totalCount }",
    "tasks(filter: {account: {deals: {some: {name: {contains: \"sprey\"}}}}}) { nodes { title } totalCount }",
    "search(text: \"osprey\") { __typename }",
    "search(text: \"falcon\") { ... on Deal { id } ... on Account { id } ... on Contact { id } }",
];

/// What mutations are asked for when the line does not say.
pub const PAYLOAD: &str = "{ userErrors { code path message } }";

pub const MUTATIONS: &[&str] = &[
    // The house.
    "setUpWorkspace(input: {workspaceName: \"Second\", adminName: \"X\", adminEmail: \"x@x.cz\", password: \"correct horse\", baseCurrency: \"EUR\"})",
    "signIn(input: {email: \"nobody@x.cz\", password: \"correct horse\"})",
    "signOut { ok }",
    "changePassword(input: {currentPassword: \"wrong wrong\", newPassword: \"correct horse 2\"})",
    "updateViewer(input: {locale: \"cs\"})",
    "updateWorkspace(input: {historyGraceMinutes: 60})",
    "createUser(input: {name: \"N\", email: \"<new>@x.cz\", role: REP, teamId: <team>, password: \"correct horse\"})",
    "updateUser(input: {id: <user>, name: \"N\"})",
    "updateUser(input: {id: <me>, teamId: <team>})",
    "resetPassword(input: {userId: <user>})",
    "createTeam(input: {name: \"<new>\", parentId: <team>, managerId: <user>})",
    "updateTeam(input: {id: <team>, name: \"<new>\"})",
    "removeTeam(input: {id: <team>})",
    "createApiKey(input: {name: \"<new>\"})",
    "revokeApiKey(input: {id: <key>})",
    "cancelImport(input: {id: <import>})",
    // Accounts and people.
    "createAccount(input: {name: \"<new>\", parentId: <account>, sourceId: <source>, ownerId: <user>})",
    "updateAccount(input: {id: <account>, name: \"N\"})",
    "createContact(input: {lastName: \"N\", accountId: <account>})",
    "updateContact(input: {id: <contact>, lastName: \"N\"})",
    // Pipelines.
    "createPipeline(input: {name: \"<new>\", copyFromId: <pipeline>})",
    "updatePipeline(input: {id: <pipeline>, name: \"<new>\"})",
    "createStage(input: {pipelineId: <pipeline>, name: \"<new>\"})",
    "updateStage(input: {id: <stage>, name: \"<new>\"})",
    "moveStage(input: {id: <stage>, position: 1})",
    "removeStage(input: {id: <stage>, moveDealsToStageId: <stage2>})",
    "createLookup(input: {kind: SOURCE, label: \"<new>\"})",
    "updateLookup(input: {id: <source>, label: \"<new>\"})",
    "setCurrency(input: {code: \"JPY\", rate: \"0.01\"})",
    // Deals.
    "createDeal(input: {name: \"N\", accountId: <account>})",
    "createDeal(input: {name: \"N\", primaryContactId: <contact>})",
    "createDeal(input: {name: \"N\", stageId: <stage>})",
    "createDeal(input: {name: \"N\", pipelineId: <pipeline>})",
    "createDeal(input: {name: \"N\", ownerId: <user>})",
    "updateDeal(input: {id: <deal>, name: \"N\"})",
    "updateDeal(input: {id: <deal>, amount: \"1\", expectedVersion: 1})",
    "moveDeal(input: {id: <deal>, stageId: <stage2>, expectedVersion: 1})",
    "moveDeals(input: {ids: [<deal>], stageId: <stage2>}) { changed results { id deal { name } userErrors { code path message } } userErrors { code } }",
    "assignDeals(input: {ids: [<deal>], ownerId: <user>}) { changed results { id deal { name } userErrors { code path message } } userErrors { code } }",
    "deactivateDeal(input: {id: <deal>, reason: \"N\", expectedVersion: 1})",
    "reactivateDeal(input: {id: <deal>, expectedVersion: 1})",
    "restrictDeal(input: {id: <deal>, restricted: false})",
    // Work.
    "createTask(input: {title: \"N\", dealId: <deal>})",
    "createTask(input: {title: \"N\", accountId: <account>, contactId: <contact>, assigneeId: <user>})",
    "updateTask(input: {id: <task>, title: \"N\"})",
    "completeTask(input: {id: <task>})",
    "reopenTask(input: {id: <task>})",
    "cancelTask(input: {id: <task>})",
];

pub const SUBSCRIPTIONS: &[&str] = &[
    "dealEvents(after: <cursor>) { events { __typename ... on DealEntered { deal { name amount } } ... on DealChanged { deal { name amount } changes { field before after } } ... on DealLeft { dealId } ... on DealHidden { dealId } ... on DealTaskChanged { dealId task { title } } } }",
    "dealEvents(after: <cursor>, filter: {id: {in: [<deal>]}}) { events { __typename ... on DealEntered { deal { name } } ... on DealLeft { dealId } ... on DealHidden { dealId } } }",
    "dealStageChanged(after: <cursor>) { events { ... on DealStageChange { deal { name } from { name } to { name } } } }",
    "boardChanged(pipelineId: <pipeline>, after: <cursor>) { events { __typename ... on DealEntered { deal { name } } ... on DealChanged { deal { name } } ... on DealLeft { dealId } ... on DealHidden { dealId } } columns { stageId count amount weighted } }",
    "events(after: <cursor>) { events { ... on Event { kind subjectId dealId accountId hidden changes { field before after beforeLabel afterLabel } } } }",
    "myTasks(after: <cursor>) { events { ... on TaskChange { kind taskId task { title } changes { field before after } } } }",
    "taskAssigned(after: <cursor>) { events { ... on TaskChange { kind taskId task { title } } } }",
    "importProgress(id: <import>, after: <cursor>) { import { name } }",
];

/// The root field a line asks.
pub fn field(line: &str) -> &str {
    line.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default()
}
