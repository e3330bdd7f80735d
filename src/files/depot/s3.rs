//! Bytes in an S3-compatible store: small content in one request, larger in parts that become one object at the end.

use super::Flow;
use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path;
use object_store::{
    Error, GetOptions, GetRange, ObjectStore as _, ObjectStoreExt as _, PutPayload, RetryConfig,
    WriteMultipart,
};
use std::io;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// Content up to this size goes in one request; larger content in parts of it. The standard wants 5 MiB at least.
const PART: usize = 6 << 20;

/// Parts on their way at once.
const AT_ONCE: usize = 2;

/// A bucket, or a part of it.
pub struct S3 {
    store: Arc<AmazonS3>,
    prefix: String,
}

/// Bytes being sent.
pub struct Intake {
    store: Arc<AmazonS3>,
    path: Path,
    sending: Sending,
}

enum Sending {
    /// Perhaps all there is.
    Gathered(Vec<Bytes>, usize),
    Parts(WriteMultipart),
}

impl S3 {
    /// The store at `s3://id:key@bucket/prefix?endpoint=https://host&region=name`.
    pub fn at(address: &str) -> Result<Self, String> {
        let wrong =
            || "files_store takes s3://id:key@bucket/prefix?endpoint=https://host&region=name".to_owned();
        let url = Url::parse(address).ok().filter(|url| url.scheme() == "s3").ok_or_else(wrong)?;
        let bucket = url.host_str().ok_or_else(wrong)?;
        let retry =
            RetryConfig { max_retries: 3, retry_timeout: Duration::from_secs(15), ..RetryConfig::default() };
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(bucket)
            .with_region("us-east-1")
            .with_disable_bulk_delete(true)
            .with_retry(retry);
        if !url.username().is_empty() {
            builder = builder
                .with_access_key_id(plain(url.username()))
                .with_secret_access_key(plain(url.password().unwrap_or_default()));
        }
        for (name, value) in url.query_pairs() {
            builder = match &*name {
                "endpoint" => builder.with_allow_http(value.starts_with("http://")).with_endpoint(value),
                "region" => builder.with_region(value),
                _ => return Err(format!("files_store: there is no {name}; it takes endpoint and region")),
            };
        }
        // Whoever makes the first client chooses for all; it is ring everywhere.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let store = builder.build().map_err(|error| format!("files_store: {error}"))?;
        Ok(Self { store: store.into(), prefix: url.path().trim_matches('/').to_owned() })
    }

    fn path(&self, key: &str) -> Path {
        Path::from(format!("{}/{key}", self.prefix))
    }

    pub fn intake(&self, key: &str) -> Intake {
        let (store, path) = (self.store.clone(), self.path(key));
        Intake { store, path, sending: Sending::Gathered(Vec::new(), 0) }
    }

    pub async fn open(&self, key: &str, range: Range<u64>) -> io::Result<Flow> {
        let options = GetOptions { range: Some(GetRange::Bounded(range)), ..GetOptions::default() };
        let found = self.store.get_opts(&self.path(key), options).await.map_err(fault)?;
        Ok(found.into_stream().map_err(fault).boxed())
    }

    pub async fn remove(&self, key: &str) -> io::Result<()> {
        match self.store.delete(&self.path(key)).await {
            Err(Error::NotFound { .. }) | Ok(()) => Ok(()),
            Err(error) => Err(fault(error)),
        }
    }
}

impl Intake {
    pub async fn take(&mut self, bytes: Bytes) -> io::Result<()> {
        match &mut self.sending {
            Sending::Gathered(gathered, size) => {
                *size += bytes.len();
                gathered.push(bytes);
                if *size >= PART {
                    let upload = self.store.put_multipart(&self.path).await.map_err(fault)?;
                    let mut parts = WriteMultipart::new_with_chunk_size(upload, PART);
                    gathered.drain(..).for_each(|bytes| parts.put(bytes));
                    self.sending = Sending::Parts(parts);
                }
            }
            Sending::Parts(parts) => {
                parts.wait_for_capacity(AT_ONCE).await.map_err(fault)?;
                parts.put(bytes);
            }
        }
        Ok(())
    }

    pub async fn settle(self) -> io::Result<()> {
        let sent = match self.sending {
            Sending::Gathered(gathered, _) => {
                self.store.put(&self.path, PutPayload::from_iter(gathered)).await
            }
            Sending::Parts(parts) => parts.finish().await,
        };
        sent.map(drop).map_err(fault)
    }

    pub async fn discard(self) -> io::Result<()> {
        match self.sending {
            Sending::Gathered(..) => Ok(()),
            Sending::Parts(parts) => parts.abort().await.map_err(fault),
        }
    }
}

/// What was tried in vain as often as one may is a store that does not answer; all else it has answered.
fn fault(error: Error) -> io::Error {
    match error {
        Error::Generic { .. } => io::Error::new(io::ErrorKind::HostUnreachable, error),
        answered => io::Error::other(answered),
    }
}

/// A name or secret as it was before it was written into an address.
fn plain(text: &str) -> String {
    let form = format!("x={}", text.replace('+', "%2B"));
    url::form_urlencoded::parse(form.as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_everything() {
        assert_eq!(plain("a%2Fb+c%3F"), "a/b+c?");
        let s3 =
            S3::at("s3://key:sec%2Fret@bucket/crm/files?endpoint=http://127.0.0.1:9000&region=eu-central-1");
        assert!(s3.is_ok_and(|s3| s3.path("ab/cd").as_ref() == "crm/files/ab/cd"));
        for wrong in ["https://bucket", "s3://", "nonsense", "s3://k:s@b?regoin=x"] {
            assert!(S3::at(wrong).is_err(), "{wrong}");
        }
    }
}
