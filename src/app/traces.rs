//! Traces for an OpenTelemetry collector, when the setting `traces` names one.
//!
//! A request is a span under its caller's (W3C Trace Context), an operation one under the request, then transactions and
//! statements, without the values bound to them. Without the setting no span is ever made.

use axum::http::HeaderMap;
use opentelemetry::propagation::{Extractor, TextMapPropagator as _};
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_otlp::{ExporterBuildError, SpanExporter, WithExportConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

/// The way to the collector; dropping it sends what waits.
pub struct Traces(SdkTracerProvider);

impl Traces {
    /// Sends traces by OTLP over HTTP to this address, which ends in `/v1/traces` with most collectors. Call it outside the
    /// runtime: batches are sent by a thread of their own.
    ///
    /// # Errors
    /// When the address is none.
    pub fn to(address: &str) -> Result<Self, ExporterBuildError> {
        let exporter = SpanExporter::builder().with_http().with_endpoint(address).build()?;
        let resource = Resource::builder().with_service_name("dealstream").build();
        let provider =
            SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource).build();
        Ok(Self(provider))
    }

    /// What makes spans.
    pub fn tracer(&self) -> SdkTracer {
        self.0.tracer("dealstream")
    }
}

impl Drop for Traces {
    fn drop(&mut self) {
        if let Err(error) = self.0.shutdown() {
            tracing::warn!(%error, "the last traces were not sent");
        }
    }
}

/// Puts a request's span under the span its caller names in `traceparent`.
pub fn continue_from(headers: &HeaderMap, span: &Span) {
    if !span.is_disabled() {
        // A span that cannot be put anywhere stays a trace of its own.
        drop(span.set_parent(TraceContextPropagator::new().extract(&Headers(headers))));
    }
}

struct Headers<'a>(&'a HeaderMap);

impl Extractor for Headers<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(|value| value.to_str().ok())
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(|name| name.as_str()).collect()
    }
}
