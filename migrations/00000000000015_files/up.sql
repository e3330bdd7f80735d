ALTER TABLE lookups DROP CONSTRAINT lookups_kind_check;
ALTER TABLE lookups ADD CONSTRAINT lookups_kind_check CHECK (kind IN
  ('source', 'loss_reason', 'industry', 'forecast_category', 'stakeholder_role', 'activity_kind', 'file_category'));

-- Documents that hang on a record: exactly one, besides the lead they began on. Number, size and media type are the latest version's.
CREATE TABLE files (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  category_id uuid,
  description text,
  archived boolean NOT NULL DEFAULT false,
  deal_id uuid,
  account_id uuid,
  contact_id uuid,
  lead_id uuid,
  activity_id uuid,
  number int NOT NULL CHECK (number > 0),
  size bigint NOT NULL CHECK (size > 0),
  media_type text NOT NULL,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, category_id) REFERENCES lookups (workspace_id, id),
  FOREIGN KEY (workspace_id, deal_id) REFERENCES deals (workspace_id, id),
  FOREIGN KEY (workspace_id, account_id) REFERENCES accounts (workspace_id, id),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contacts (workspace_id, id),
  FOREIGN KEY (workspace_id, lead_id) REFERENCES leads (workspace_id, id),
  FOREIGN KEY (workspace_id, activity_id) REFERENCES activities (workspace_id, id),
  CHECK (num_nonnulls(deal_id, account_id, contact_id, activity_id) = 1
    OR num_nonnulls(deal_id, account_id, contact_id, activity_id) = 0 AND lead_id IS NOT NULL)
);
CREATE INDEX files_deal ON files (workspace_id, deal_id, created_at, id) WHERE deal_id IS NOT NULL;
CREATE INDEX files_account ON files (workspace_id, account_id, created_at, id) WHERE account_id IS NOT NULL;
CREATE INDEX files_contact ON files (workspace_id, contact_id, created_at, id) WHERE contact_id IS NOT NULL;
CREATE INDEX files_lead ON files (workspace_id, lead_id) WHERE lead_id IS NOT NULL;
CREATE INDEX files_activity ON files (workspace_id, activity_id, created_at, id) WHERE activity_id IS NOT NULL;
CREATE INDEX files_created ON files (workspace_id, created_at, id);
CREATE INDEX files_search ON files USING gin (workspace_id, fold(name) gin_trgm_ops);

-- What was uploaded, and where its bytes are. Never changed.
CREATE TABLE file_versions (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  file_id uuid NOT NULL,
  number int NOT NULL CHECK (number > 0),
  file_name text NOT NULL,
  size bigint NOT NULL CHECK (size > 0),
  media_type text NOT NULL,
  preview text NOT NULL CHECK (preview IN ('none', 'image', 'pdf', 'text')),
  storage_key text NOT NULL,
  sha256 text NOT NULL,
  comment text,
  created_at timestamptz NOT NULL,
  created_by uuid,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, file_id, number),
  UNIQUE (workspace_id, storage_key),
  FOREIGN KEY (workspace_id, file_id) REFERENCES files (workspace_id, id)
);
COMMENT ON COLUMN file_versions.media_type IS 'By the content, never by the name.';
COMMENT ON COLUMN file_versions.storage_key IS 'Random; tells nothing of the file.';

-- Bytes that are on their way, or were when their server ended: what no file came of is removed by housekeeping.
CREATE TABLE file_uploads (
  workspace_id uuid NOT NULL,
  storage_key text NOT NULL,
  begun_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, storage_key)
);
CREATE INDEX file_uploads_begun ON file_uploads (begun_at);

-- Bytes of all versions of all files of a workspace.
CREATE TABLE file_usage (
  workspace_id uuid NOT NULL PRIMARY KEY,
  bytes bigint NOT NULL
);

-- Workspaces that are there already get the list of categories.
INSERT INTO lookups (workspace_id, id, kind, key, label, position, created_at, updated_at)
SELECT w.id, gen_random_uuid(), 'file_category', k.key, k.label, k.place - 1, now(), now()
FROM workspaces w CROSS JOIN unnest(
  ARRAY['request_for_proposal', 'request_for_quotation', 'minutes', 'contract', 'presentation', 'price_list', 'other'],
  ARRAY['Request for proposal', 'Request for quotation', 'Minutes', 'Contract', 'Presentation', 'Price list', 'Other']
) WITH ORDINALITY AS k(key, label, place);
