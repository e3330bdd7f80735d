//! Content coming in: `multipart/form-data`, first what it is and where it belongs, then the content.
//!
//! An upload runs in a task of its own, so a client that hangs up cannot leave it half-way: what was kept so far is removed. Bytes
//! are on the list of what may be removed from before the first one, so a server that ends leaves nothing for good either.

use super::{Files, Refused};
use crate::api::errors::code;
use crate::api::transport::RequestId;
use crate::app::actor::Viewer;
use crate::app::config::Limits;
use crate::app::error::{Error, Result as AppResult};
use crate::app::tx::Tx;
use crate::db::entity::Entity;
use crate::db::id::Id;
use crate::db::idempotency::Idempotency;
use crate::files::depot::{Intake, new_key};
use crate::files::keep::{forget, hex};
use crate::files::kind::Look;
use crate::files::model::{Added, Content, Upload};
use crate::files::{actions, rules, store};
use crate::live::{cursor, log};
use axum::body::{Body, BodyDataStream};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use futures_util::StreamExt as _;
use multer::{Constraints, Field, Multipart, SizeLimit};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, timeout, timeout_at};

/// What an upload costs of what its asker may ask for.
const POINTS: u64 = 100;

/// Bytes of one part that is not the content.
const PART: u64 = 32 << 10;

/// Bytes of everything besides the content.
const AROUND: u64 = 256 << 10;

/// How long what is refused is still read, so that the client comes to read why.
const LINGER: Duration = Duration::from_secs(5);

/// The handler of `POST /files`.
pub(super) async fn upload(State(files): State<Arc<Files>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let request_id = RequestId::of(&parts.extensions);
    let tasks = files.app.tasks.clone();
    let taken = tasks.spawn(async move { receive(&files, &parts, body).await }).await;
    match taken {
        Ok(Ok(response)) => response,
        Ok(Err(refused)) => {
            let mut response = refused.respond(&request_id);
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
            response
        }
        Err(failed) => Refused::from(Error::internal(failed)).respond(&request_id),
    }
}

async fn receive(files: &Files, parts: &Parts, body: Body) -> Result<Response, Refused> {
    let limits = &files.app.settings.limits;
    let boundary = boundary(parts)?;
    let declared = parts.headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let declared = declared.and_then(|length| length.parse::<u64>().ok()).unwrap_or_default();
    if declared > limits.file_bytes.saturating_add(AROUND) {
        return Err(too_large(limits));
    }
    let forged = files.transport.guard.forged(&parts.headers);
    let viewer = files.admit(parts, forged, POINTS).await?;
    let key = match parts.headers.get("idempotency-key").map(HeaderValue::to_str) {
        None => None,
        Some(Ok(key)) if (1..=255).contains(&key.len()) => Some(key.to_owned()),
        Some(_) => {
            let told = "Idempotency-Key must have 1 to 255 ASCII characters";
            return Err(Refused::new(StatusCode::BAD_REQUEST, code::BAD_USER_INPUT, told));
        }
    };
    let mut stream = body.into_data_stream();
    let arriving = Arriving { files, viewer: &viewer, key, declared, pace: Pace::of(limits) };
    let added = arriving.parts(&mut stream, boundary).await;
    match added {
        Ok(added) => arriving.created(&added).await.map_err(Refused::from),
        Err(refused) => {
            if refused.status != StatusCode::REQUEST_TIMEOUT {
                linger(&mut stream, limits).await;
            }
            Err(refused)
        }
    }
}

fn boundary(parts: &Parts) -> Result<String, Refused> {
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    multer::parse_boundary(kind.unwrap_or_default()).map_err(|_| {
        let told = "the body must be multipart/form-data";
        Refused::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, code::BAD_USER_INPUT, told)
    })
}

fn too_large(limits: &Limits) -> Refused {
    let told = format!("a file has at most {} bytes", limits.file_bytes);
    Refused::new(StatusCode::PAYLOAD_TOO_LARGE, code::BAD_USER_INPUT, told).at(&["file".to_owned()])
}

/// Reads on for a moment and forgets what it reads: an answer to a client that is still writing would be lost.
async fn linger(stream: &mut BodyDataStream, limits: &Limits) {
    let mut left = limits.file_bytes;
    let reading = async {
        while let Some(Ok(chunk)) = stream.next().await {
            left = left.saturating_sub(chunk.len() as u64);
            if left == 0 {
                break;
            }
        }
    };
    let _ = timeout(LINGER, reading).await;
}

/// How long a client may take.
struct Pace {
    until: Instant,
    pause: Duration,
}

impl Pace {
    fn of(limits: &Limits) -> Self {
        Self { until: Instant::now() + limits.upload_timeout, pause: limits.body_timeout }
    }

    /// What the client sends next, in time.
    async fn next<T>(
        &self,
        coming: impl Future<Output = multer::Result<T>>,
        limits: &Limits,
    ) -> Result<T, Refused> {
        let by = self.until.min(Instant::now() + self.pause);
        match timeout_at(by, coming).await {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(multer::Error::FieldSizeExceeded { field_name, .. }))
                if field_name.as_deref() != Some("file") =>
            {
                Err(Refused::part(&field_name.unwrap_or_default(), "this part is too long"))
            }
            Ok(Err(multer::Error::FieldSizeExceeded { .. } | multer::Error::StreamSizeExceeded { .. })) => {
                Err(too_large(limits))
            }
            Ok(Err(error)) => {
                tracing::debug!(%error, "an upload broke off");
                let told = "the body is no complete multipart/form-data";
                Err(Refused::new(StatusCode::BAD_REQUEST, code::BAD_USER_INPUT, told))
            }
            Err(_) => {
                let told = "the upload took too long to arrive";
                Err(Refused::new(StatusCode::REQUEST_TIMEOUT, code::TIMEOUT, told))
            }
        }
    }
}

/// One upload under way.
struct Arriving<'a> {
    files: &'a Files,
    viewer: &'a Arc<Viewer>,
    key: Option<String>,
    /// Bytes that the client announced.
    declared: u64,
    pace: Pace,
}

impl Arriving<'_> {
    fn limits(&self) -> &Limits {
        &self.files.app.settings.limits
    }

    /// Part by part; the last is the content.
    async fn parts(&self, stream: &mut BodyDataStream, boundary: String) -> Result<Added, Refused> {
        let most = SizeLimit::new()
            .whole_stream(self.limits().file_bytes.saturating_add(AROUND))
            .per_field(PART)
            .for_field("file", self.limits().file_bytes);
        let constraints = Constraints::new().size_limit(most);
        let mut multipart = Multipart::with_constraints(stream, boundary, constraints);
        let mut upload = Upload::default();
        while let Some(field) = self.next(multipart.next_field()).await? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "file" {
                return self.keep(upload, field, &mut multipart).await;
            }
            let text = self.next(field.text()).await?;
            say(&mut upload, &name, text)?;
        }
        Err(Refused::part("file", "send the content as the last part, called file"))
    }

    async fn next<T>(&self, coming: impl Future<Output = multer::Result<T>>) -> Result<T, Refused> {
        self.pace.next(coming, self.limits()).await
    }

    /// Keeps the content and makes the file; else nothing of it stays.
    async fn keep(
        &self,
        upload: Upload,
        field: Field<'_>,
        rest: &mut Multipart<'_>,
    ) -> Result<Added, Refused> {
        let name = field.file_name().and_then(rules::clean_name);
        let name = name.ok_or_else(|| Refused::part("file", "send the content with its file name"))?;
        let quota = self.limits().files_quota;
        let room = (self.declared.saturating_sub(AROUND), quota);
        let check = async |tx: &mut Tx| actions::check_upload(tx, &upload, room).await;
        self.files.app.write(self.viewer, None, check).await?;
        let workspace_id = self.viewer.workspace_id;
        let storage_key = new_key(workspace_id);
        let now = self.files.app.clock.now();
        store::begin_upload(&mut *self.files.app.read().await?, workspace_id, (&storage_key, now)).await?;
        let added = self.take(&upload, (name, &storage_key), field, rest).await;
        // Told again of an earlier upload, nothing came of these bytes either.
        if !added.as_ref().is_ok_and(|added| added.version.storage_key == storage_key) {
            forget((&self.files.app, &self.files.depot), workspace_id, &storage_key).await;
        }
        added
    }

    async fn take(
        &self,
        upload: &Upload,
        (name, storage_key): (String, &str),
        field: Field<'_>,
        rest: &mut Multipart<'_>,
    ) -> Result<Added, Refused> {
        let mut intake = self.files.depot.intake(storage_key).await?;
        let (look, sha256) = match self.pour(field, &mut intake, rest).await {
            Ok(arrived) => arrived,
            Err(refused) => {
                intake.discard().await?;
                return Err(refused);
            }
        };
        intake.settle().await?;
        let (media_type, preview) = look.tell();
        let content = Content {
            storage_key: storage_key.to_owned(),
            file_name: name,
            size: i64::try_from(look.size()).unwrap_or(i64::MAX),
            media_type,
            preview,
            sha256,
        };
        let idempotency = self.key.as_ref().map(|key| Idempotency {
            key: format!("{key}#files"),
            request_hash: Sha256::digest(format!("{upload:?}{}{}", content.file_name, content.sha256))
                .to_vec(),
        });
        let given = (&content, self.limits().files_quota);
        let work = async |tx: &mut Tx| actions::add(tx, upload, given).await;
        Ok(self.files.app.write(self.viewer, idempotency.as_ref(), work).await?)
    }

    /// The content, chunk by chunk, to the end of the body; what it is, and its SHA-256.
    async fn pour(
        &self,
        mut field: Field<'_>,
        intake: &mut Intake,
        rest: &mut Multipart<'_>,
    ) -> Result<(Look, String), Refused> {
        let (mut look, mut hash) = (Look::default(), Sha256::new());
        while let Some(chunk) = self.next(field.chunk()).await? {
            look.at(&chunk);
            hash.update(&chunk);
            if look.is_program() {
                let told = "programs are not kept here; put it into an archive, or send a link";
                let kind = StatusCode::UNSUPPORTED_MEDIA_TYPE;
                return Err(Refused::new(kind, code::BAD_USER_INPUT, told).at(&["file".to_owned()]));
            }
            intake.take(chunk).await?;
        }
        if look.size() == 0 {
            return Err(Refused::part("file", "the file is empty"));
        }
        drop(field);
        if self.next(rest.next_field()).await?.is_some() {
            return Err(Refused::part("file", "the content must be the last part, and the only one"));
        }
        Ok((look, hex(&hash.finalize())))
    }

    async fn created(&self, added: &Added) -> AppResult<Response> {
        let head = log::head(&mut *self.files.app.read().await?, self.viewer.workspace_id).await?;
        let (file, version) = (&added.file, &added.version);
        let told = json!({
            "file": {
                "id": file.id.to_string(),
                "version": file.version,
                "number": version.number,
                "name": file.name,
                "size": version.size,
                "mediaType": version.media_type,
            },
            "eventCursor": cursor::encode(&head, head.seq),
        });
        let mut response = Response::new(Body::from(told.to_string()));
        *response.status_mut() = StatusCode::CREATED;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Ok(place) = HeaderValue::from_str(&format!("/files/{}", file.id)) {
            headers.insert(header::LOCATION, place);
        }
        Ok(response)
    }
}

/// What one part says.
fn say(upload: &mut Upload, name: &str, text: String) -> Result<(), Refused> {
    fn id<E: Entity>(name: &str, text: &str) -> Result<Option<Id<E>>, Refused> {
        Id::parse(text.trim()).map(Some).map_err(|told| Refused::part(name, told))
    }
    match name {
        "fileId" => upload.file_id = id(name, &text)?,
        "dealId" => upload.deal_id = id(name, &text)?,
        "accountId" => upload.account_id = id(name, &text)?,
        "contactId" => upload.contact_id = id(name, &text)?,
        "leadId" => upload.lead_id = id(name, &text)?,
        "activityId" => upload.activity_id = id(name, &text)?,
        "categoryId" => upload.category_id = id(name, &text)?,
        "description" => upload.description = Some(text),
        "comment" => upload.comment = Some(text),
        _ => return Err(Refused::part(name, "there is no such part")),
    }
    Ok(())
}
