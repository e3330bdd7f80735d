//! The schema as a contract: written down, described, and of one shape.

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    BaseType, FieldDefinition, InputValueDefinition, Type, TypeDefinition, TypeKind, TypeSystemDefinition,
};
use async_graphql::{Positioned, parser::types::ServiceDocument};
use dealstream::api::roots;

/// Pages, whose fields the library makes.
fn is_the_librarys(name: &str) -> bool {
    name.ends_with("Connection") || name.ends_with("Edge")
}

/// Lists that are no connections because they are short, each with what keeps it so.
const SHORT: &[(&str, &str)] = &[
    ("Account.customFields", "at most 100, checked"),
    ("Activity.attendees", "at most 100, checked"),
    ("ActivityPayload.tasks", "at most 20, checked"),
    ("ActivityPlan.items", "at most 50, checked"),
    ("ActivityPlan.stages", "stages made by hand"),
    ("Approval.steps", "at most 10 of each policy that asks, checked"),
    ("ApprovalChange.changes", "the fields of one record"),
    ("ApprovalCondition.pipelines", "at most 50, checked"),
    ("ApprovalPolicy.stages", "stages made by hand"),
    ("ApprovalPolicy.steps", "at most 10, checked"),
    ("ApprovalPolicyStep.approvers", "at most 20, checked"),
    ("ApprovalStep.approvers", "as many as are asked in one step"),
    ("Board.columns", "the stages of one pipeline"),
    ("BoardBatch.columns", "the stages of one pipeline"),
    ("Conflict.changed", "the fields of one record"),
    ("Contact.customFields", "at most 100, checked"),
    ("Contact.emails", "at most a handful, checked"),
    ("Contact.phones", "at most a handful, checked"),
    ("ContractPackage.actions", "six at most"),
    ("ContractPackage.files", "at most 50, checked"),
    ("ContractPackageChanged.changes", "the fields of one record"),
    ("Coverage.missingRoles", "five roles at most"),
    ("Coverage.notMetLately", "a deal has at most 100 stakeholders, checked"),
    ("CustomField.labels", "as many as languages"),
    ("CustomField.options", "at most 200, checked"),
    ("CustomFieldOption.labels", "as many as languages"),
    ("Deal.customFields", "at most 100, checked"),
    ("Deal.influenceLinks", "at most 300, checked"),
    ("Deal.sharedWith", "at most 100, checked"),
    ("Deal.stageVisits", "as often as somebody moved one deal"),
    ("Deal.steps", "at most 20 a stage, checked"),
    ("DealChanged.changes", "the fields of one record"),
    ("DealGate.missing", "the requirements of one stage"),
    ("DealRecordChanged.changes", "the fields of one record"),
    ("DealView.columns", "the columns of one table"),
    ("DealsPayload.results", "at most 200, checked"),
    ("DocumentTemplate.placeholders", "what the program knows, and at most 100 custom fields a record"),
    ("Event.changes", "the fields of one record"),
    ("EventPage.events", "at most 200: a page by cursor"),
    ("File.versions", "at most 100, checked"),
    ("GateUnmet.missing", "the requirements of one stage"),
    ("HistoryEntry.changes", "the fields of one record"),
    ("Import.problems", "at most 200, an argument"),
    ("ImportColumn.samples", "at most five"),
    ("ImportFile.columns", "at most 300, checked"),
    ("ImportProblem.refusals", "at most one a field of a row"),
    ("Lead.customFields", "at most 100, checked"),
    ("Lead.missing", "four questions"),
    ("LeadDuplicates.accounts", "at most five"),
    ("LeadDuplicates.contacts", "at most five"),
    ("LeadDuplicates.leads", "at most five"),
    ("Lookup.labels", "as many as languages"),
    ("MarkNotificationsReadPayload.notifications", "at most 200"),
    ("Note.mentions", "at most 20, checked"),
    ("OptionsValue.options", "at most 200, checked"),
    ("Order.lines", "as many as its proposal or deal had, at most 200, checked"),
    ("Pipeline.stages", "the stages of one pipeline"),
    ("PlanRun.tasks", "at most 50, checked"),
    ("PresenceUpdate.people", "at most 50"),
    ("PresentPerson.editing", "at most 20, checked"),
    ("Product.prices", "at most 30, checked"),
    ("Proposal.actions", "ten at most"),
    ("Proposal.customFields", "at most 100, checked"),
    ("Proposal.lines", "at most 200, checked"),
    ("Proposal.orders", "as often as somebody ordered by one proposal"),
    ("Proposal.revisions", "as often as somebody wrote one anew"),
    ("ProposalChanged.changes", "the fields of one record"),
    ("ProposalComparison.fields", "seven at most"),
    ("ProposalComparison.lines", "the lines of two proposals"),
    ("ProposalLineDifference.fields", "eight at most"),
    ("Query.accountDuplicates", "at most five"),
    ("Query.apiKeys", "keys made by hand"),
    ("Query.contactDuplicates", "at most five"),
    ("Query.currencies", "the world has some 180"),
    ("Query.customFieldDefinitions", "at most 100 a kind of record, checked"),
    ("Query.dataStandardOptions", "what the program knows"),
    ("Query.dataStandards", "one a field the program knows"),
    ("Query.dealViews", "the built-in ones"),
    ("Query.documentPlaceholders", "what the program knows, and at most 100 custom fields a record"),
    ("Query.exportColumns", "what the program knows, and at most 100 custom fields"),
    ("Query.gateOptions", "what the program knows"),
    ("Query.importFields", "what the program knows, and at most 100 custom fields"),
    ("Query.lookups", "lists kept by hand"),
    ("Query.nodes", "as many as were asked for, at most 200"),
    ("Query.notificationPreferences", "six kinds"),
    ("Query.pipelines", "made by hand"),
    ("Query.search", "at most 20, best first"),
    ("Query.suggestImportColumns", "at most one a field"),
    ("SavedView.columns", "at most 40, checked"),
    ("SavedView.problems", "the custom fields one view names"),
    ("SetEditingPayload.editing", "at most 20, checked"),
    ("SetNotificationPreferencesPayload.preferences", "six kinds"),
    ("Stage.gate", "what the program knows, each once"),
    ("Stage.steps", "at most 20, checked"),
    ("Task.customFields", "at most 100, checked"),
    ("TaskChange.changes", "the fields of one record"),
    ("Team.members", "the people of one team"),
    ("TimelineEntry.changes", "the fields of one record"),
];

fn document() -> ServiceDocument {
    parse_schema(roots::sdl()).unwrap()
}

fn types(document: &ServiceDocument) -> impl Iterator<Item = &TypeDefinition> {
    document.definitions.iter().filter_map(|definition| match definition {
        TypeSystemDefinition::Type(about) => Some(&about.node),
        _ => None,
    })
}

fn fields(about: &TypeDefinition) -> &[Positioned<FieldDefinition>] {
    match &about.kind {
        TypeKind::Object(object) => &object.fields,
        TypeKind::Interface(interface) => &interface.fields,
        _ => &[],
    }
}

/// The names of what has no description.
fn undescribed(about: &TypeDefinition) -> Vec<String> {
    let name = about.name.node.as_str();
    let mut missing = Vec::new();
    let mut see = |place: String, text: Option<&str>| {
        if text.is_none_or(|text| text.trim().is_empty()) {
            missing.push(place);
        }
    };
    let text = |text: &Option<Positioned<String>>| text.as_ref().map(|text| text.node.clone());
    see(name.to_owned(), text(&about.description).as_deref());
    for field in fields(about).iter().map(|field| &field.node) {
        see(format!("{name}.{}", field.name.node), text(&field.description).as_deref());
        for argument in field.arguments.iter().map(|argument| &argument.node) {
            let place = format!("{name}.{}({})", field.name.node, argument.name.node);
            see(place, text(&argument.description).as_deref());
        }
    }
    match &about.kind {
        TypeKind::InputObject(input) => {
            let each = |value: &Positioned<InputValueDefinition>| {
                (format!("{name}.{}", value.node.name.node), text(&value.node.description))
            };
            input.fields.iter().map(each).for_each(|(place, text)| see(place, text.as_deref()));
        }
        TypeKind::Enum(of) => {
            for value in &of.values {
                see(format!("{name}.{}", value.node.value.node), text(&value.node.description).as_deref());
            }
        }
        _ => {}
    }
    missing
}

#[test]
fn schema_graphql_is_the_schema() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("schema.graphql");
    let kept = std::fs::read_to_string(path).unwrap();
    let same = kept.trim_end() == roots::sdl().trim_end();
    assert!(same, "schema.graphql is out of date: cargo run -- schema > schema.graphql");
}

#[test]
fn everything_is_described() {
    let document = document();
    let missing: Vec<String> = types(&document).flat_map(undescribed).collect();
    assert!(missing.is_empty(), "without a description:\n{}", missing.join("\n"));
}

#[test]
fn every_mutation_takes_one_input_and_tells_why_it_was_refused() {
    let document = document();
    let find = |name: &str| types(&document).find(|about| about.name.node == name).unwrap();
    for mutation in fields(find("Mutation")).iter().map(|field| &field.node) {
        let name = mutation.name.node.as_str();
        let arguments: Vec<String> = mutation
            .arguments
            .iter()
            .map(|argument| format!("{}: {}", argument.node.name.node, argument.node.ty.node))
            .collect();
        let input = format!("input: {}{}Input!", name[..1].to_uppercase(), &name[1..]);
        assert!(
            arguments.is_empty() && name == "signOut" || arguments == [input.as_str()],
            "{name}: {arguments:?}"
        );
        let payload = mutation.ty.node.to_string();
        assert!(payload.ends_with("Payload!"), "{name}: {payload}");
        let errors = fields(find(payload.trim_end_matches('!')))
            .iter()
            .find(|field| field.node.name.node == "userErrors")
            .map(|field| field.node.ty.node.to_string());
        assert_eq!(errors.as_deref(), Some("[UserError!]!"), "{name}");
    }
}

fn is_list(ty: &Type) -> bool {
    matches!(ty.base, BaseType::List(_))
}

#[test]
fn a_list_that_can_grow_is_a_connection() {
    let document = document();
    let mut plain: Vec<String> = Vec::new();
    for about in types(&document).filter(|about| !is_the_librarys(about.name.node.as_str())) {
        for field in fields(about).iter().map(|field| &field.node).filter(|field| is_list(&field.ty.node)) {
            let batch = about.name.node.ends_with("Batch") && field.name.node == "events";
            if !batch && !["userErrors", "path"].contains(&field.name.node.as_str()) {
                plain.push(format!("{}.{}", about.name.node, field.name.node));
            }
        }
    }
    plain.sort();
    let known: Vec<&str> = SHORT.iter().map(|(field, _)| *field).collect();
    assert_eq!(plain, known, "make it a connection, or say here what keeps it short");
}

#[test]
fn every_record_with_an_id_is_a_node() {
    let document = document();
    for about in types(&document) {
        let TypeKind::Object(object) = &about.kind else { continue };
        let counts =
            |field: &FieldDefinition| field.name.node == "version" && field.ty.node.to_string() == "Int!";
        let versioned = object.fields.iter().any(|field| counts(&field.node));
        let node = object.implements.iter().any(|interface| interface.node == "Node");
        let name = about.name.node.as_str();
        assert!(
            !versioned || node || name == "Currency",
            "{name} has a version, so it is a record, but no Node"
        );
    }
}
