-- Word documents with placeholders, that new documents of deals are made from.
CREATE TABLE document_templates (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  description text,
  language text NOT NULL,
  category_id uuid,
  file_name text NOT NULL,
  size int NOT NULL CHECK (size > 0),
  content_hash text NOT NULL,
  placeholders text[] NOT NULL,
  archived boolean NOT NULL DEFAULT false,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (id),
  FOREIGN KEY (workspace_id, category_id) REFERENCES lookups (workspace_id, id)
);
COMMENT ON COLUMN document_templates.content_hash IS 'SHA-256 of the content in document_template_contents, as hex.';
COMMENT ON COLUMN document_templates.placeholders IS 'Those its content uses, each once, in the order of their first use.';
CREATE UNIQUE INDEX document_templates_unique_name ON document_templates (workspace_id, lower(name));
CREATE INDEX document_templates_name ON document_templates (workspace_id, (name COLLATE "und-x-icu"), id);
CREATE INDEX document_templates_created ON document_templates (workspace_id, created_at, id);
CREATE INDEX document_templates_updated ON document_templates (workspace_id, updated_at, id);
CREATE INDEX document_templates_search ON document_templates USING gin (workspace_id, fold(name) gin_trgm_ops);

-- Apart: what is read with every list is small.
CREATE TABLE document_template_contents (
  workspace_id uuid NOT NULL,
  template_id uuid NOT NULL,
  content bytea NOT NULL CHECK (octet_length(content) <= 2097152),
  PRIMARY KEY (workspace_id, template_id),
  FOREIGN KEY (workspace_id, template_id) REFERENCES document_templates (workspace_id, id)
);
