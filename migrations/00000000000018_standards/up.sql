-- What a workspace asks of the built-in fields of its records: filled in, of one shape, within bounds. A field of which nothing is asked
-- any more keeps its row, and with it its version and its history.
CREATE TABLE data_standards (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  subject text NOT NULL CHECK (subject IN ('account', 'contact', 'deal', 'task', 'lead')),
  field text NOT NULL CHECK (field ~ '^[a-z][A-Za-z]{0,39}$'),
  required boolean NOT NULL DEFAULT false,
  pattern text,
  pattern_hint text,
  minimum numeric,
  maximum numeric,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, subject, field)
);
COMMENT ON COLUMN data_standards.field IS 'Its name in the API, such as annualRevenue.';
