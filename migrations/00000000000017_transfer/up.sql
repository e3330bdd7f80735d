-- Files that people bring to import, what their columns mean, and who is reading them.
CREATE TABLE import_files (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  size int NOT NULL,
  delimiter text NOT NULL,
  encoding text NOT NULL,
  rows int NOT NULL,
  shown jsonb NOT NULL,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (id)
);
COMMENT ON COLUMN import_files.shown IS 'The header''s names with a few values of each, as the file was read when it came.';

CREATE TABLE import_contents (
  workspace_id uuid NOT NULL,
  file_id uuid NOT NULL,
  content bytea NOT NULL,
  kept_since timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, file_id),
  FOREIGN KEY (workspace_id, file_id) REFERENCES import_files (workspace_id, id)
);
CREATE INDEX import_contents_age ON import_contents (kept_since);

CREATE TABLE import_mappings (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('accounts', 'contacts', 'leads', 'deals', 'products')),
  chosen jsonb NOT NULL,
  key_column text,
  archived boolean NOT NULL DEFAULT false,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (id)
);

ALTER TABLE imports
  ADD COLUMN kind text CHECK (kind IN ('accounts', 'contacts', 'leads', 'deals', 'products')),
  ADD COLUMN file_id uuid,
  ADD COLUMN chosen jsonb,
  ADD COLUMN key_column text,
  ADD COLUMN encoding text,
  ADD COLUMN mapping_id uuid,
  ADD FOREIGN KEY (workspace_id, file_id) REFERENCES import_files (workspace_id, id),
  ADD FOREIGN KEY (workspace_id, mapping_id) REFERENCES import_mappings (workspace_id, id),
  ADD CHECK ((file_id IS NULL) = (kind IS NULL) AND (file_id IS NULL) = (chosen IS NULL));

CREATE TABLE import_claims (
  workspace_id uuid NOT NULL,
  import_id uuid NOT NULL,
  token uuid,
  heard_at timestamptz,
  tries int NOT NULL DEFAULT 0,
  PRIMARY KEY (workspace_id, import_id),
  FOREIGN KEY (workspace_id, import_id) REFERENCES imports (workspace_id, id)
);
COMMENT ON TABLE import_claims IS 'Imports of files that wait for a server or are read by one: which turn, and when it was last heard of.';

-- What rows without a key are recognised by.
CREATE INDEX accounts_named ON accounts (workspace_id, lower(name));
CREATE INDEX products_named ON products (workspace_id, lower(name));
CREATE INDEX deals_named ON deals (workspace_id, lower(name));
