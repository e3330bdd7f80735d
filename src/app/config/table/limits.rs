//! The limits by name. Taking the struct apart field by field makes a limit without a name here an error.

use super::{Row, Slot};
use crate::app::config::Limits;
use std::time::Duration;

/// Every limit: name, place, what it is.
#[rustfmt::skip] // one limit a line
pub fn rows(limits: &mut Limits) -> Vec<Row<'_>> {
    let Limits {
        document_bytes, tokens, nesting, operations, fragments, variables, directives, aliases, root_fields,
        mutation_root_fields, expanded_fields, depth, introspection_depth, nodes, cost, cost_bucket,
        cost_per_second, body_bytes, header_bytes, header_timeout, body_timeout, connections,
        request_timeout, operation_timeout, pool_wait, sockets_per_user, init_timeout, message_bytes,
        operations_per_socket, messages_per_second, message_burst, ping_every, pong_within, write_stalled,
        rights_check, queue_events, queue_bytes, log_page, gather, retention, position_check, page_default, page_max,
        bulk_max, idempotency, file_bytes, files_quota, upload_timeout, import_bytes, import_kept, export_rows, exports_at_once, drain,
    } = limits;
    let mut rows = vec![
        ("document_bytes", Slot::from(document_bytes), "Bytes of GraphQL text."),
        ("tokens", Slot::from(tokens), "Lexical tokens in a document."),
        ("nesting", Slot::from(nesting), "Nesting of brackets in a document."),
        ("operations", Slot::from(operations), "Operations in a document."),
        ("fragments", Slot::from(fragments), "Fragments in a document."),
        ("variables", Slot::from(variables), "Variables of an operation."),
        ("directives", Slot::from(directives), "Directives in a document."),
        ("aliases", Slot::from(aliases), "Aliases in a document."),
        ("root_fields", Slot::from(root_fields), "Root fields of a query or subscription."),
        ("mutation_root_fields", Slot::from(mutation_root_fields), "Root fields of a mutation."),
        ("expanded_fields", Slot::from(expanded_fields), "Fields after fragments are spread out."),
        ("depth", Slot::from(depth), "Levels of selection."),
        ("introspection_depth", Slot::from(introspection_depth), "Levels of selection in an introspection query."),
        ("nodes", Slot::from(nodes), "Objects an answer may hold, by its page sizes."),
        ("cost", Slot::from(cost), "Cost points of one operation."),
        ("cost_bucket", Slot::from(cost_bucket), "Cost points a user or key holds at most."),
        ("cost_per_second", Slot::from(cost_per_second), "Cost points that come back per second."),
        ("body_bytes", Slot::from(body_bytes), "Bytes of a JSON body."),
        ("header_bytes", Slot::from(header_bytes), "Bytes of the request line and headers."),
        ("header_timeout", Slot::from(header_timeout), "Time for a request's headers to arrive."),
        ("body_timeout", Slot::from(body_timeout), "Time for a request's body to arrive."),
        ("connections", Slot::from(connections), "Open connections, all kinds."),
        ("request_timeout", Slot::from(request_timeout), "Time for a request as a whole."),
        ("operation_timeout", Slot::from(operation_timeout), "Time for one operation."),
        ("pool_wait", Slot::from(pool_wait), "Wait for a database connection."),
        ("sockets_per_user", Slot::from(sockets_per_user), "Open sockets of one user."),
        ("init_timeout", Slot::from(init_timeout), "Time for a new socket's connection_init."),
        ("message_bytes", Slot::from(message_bytes), "Bytes of one message on a socket."),
        ("operations_per_socket", Slot::from(operations_per_socket), "Operations at once on one socket."),
        ("messages_per_second", Slot::from(messages_per_second), "Messages a socket may send per second."),
        ("message_burst", Slot::from(message_burst), "Messages a socket may send at once."),
        ("ping_every", Slot::from(ping_every), "Time between pings on a socket."),
        ("pong_within", Slot::from(pong_within), "Time for the answer to a ping."),
        ("write_stalled", Slot::from(write_stalled), "A write without progress for this long closes the socket."),
        ("rights_check", Slot::from(rights_check), "Time between looks at an open socket's rights."),
        ("queue_events", Slot::from(queue_events), "Events queued for a subscription before it reads the log."),
        ("queue_bytes", Slot::from(queue_bytes), "Bytes queued for a subscription before it reads the log."),
        ("log_page", Slot::from(log_page), "Events per page when reading the log."),
        ("gather", Slot::from(gather), "Events that follow within this time go out together."),
        ("retention", Slot::from(retention), "Age up to which a cursor can be resumed."),
        ("position_check", Slot::from(position_check), "Time between looks at the log's head."),
        ("page_default", Slot::from(page_default), "Records of a page when none are asked for."),
        ("page_max", Slot::from(page_max), "Records of a page at most."),
        ("bulk_max", Slot::from(bulk_max), "Records in one bulk change."),
        ("idempotency", Slot::from(idempotency), "How long an Idempotency-Key is remembered."),
        ("drain", Slot::from(drain), "Time for requests in flight when stopping."),
    ];
    rows.extend(of_files((file_bytes, files_quota, upload_timeout), (import_bytes, import_kept), (export_rows, exports_at_once)));
    rows
}

/// Those of files that come in and go out.
#[rustfmt::skip] // one limit a line
fn of_files<'a>(
    (file_bytes, files_quota, upload_timeout): (&'a mut u64, &'a mut u64, &'a mut Duration),
    (import_bytes, import_kept): (&'a mut usize, &'a mut Duration),
    (export_rows, exports_at_once): (&'a mut usize, &'a mut usize),
) -> [Row<'a>; 7] {
    [
        ("file_bytes", Slot::from(file_bytes), "Bytes of one uploaded file."),
        ("files_quota", Slot::from(files_quota), "Bytes of all versions of all files of a workspace."),
        ("upload_timeout", Slot::from(upload_timeout), "Time for an upload as a whole; body_timeout is the longest pause in it."),
        ("import_bytes", Slot::from(import_bytes), "Bytes of a file to import."),
        ("import_kept", Slot::from(import_kept), "How long a file to import is kept."),
        ("export_rows", Slot::from(export_rows), "Rows of an exported file."),
        ("exports_at_once", Slot::from(exports_at_once), "Exports of one workspace at once on one server."),
    ]
}
