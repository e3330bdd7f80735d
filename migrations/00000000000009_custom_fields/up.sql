-- What a workspace keeps about its records besides the built-in fields. Values stand in the records' own `custom`, by key.
CREATE TABLE custom_fields (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  subject text NOT NULL CHECK (subject IN ('account', 'contact', 'deal', 'task')),
  key text NOT NULL CHECK (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  kind text NOT NULL CHECK (kind IN ('text', 'long_text', 'number', 'money', 'boolean', 'date', 'date_time', 'select',
    'multi_select', 'url', 'email', 'phone', 'user', 'account', 'contact')),
  label text NOT NULL,
  labels jsonb NOT NULL DEFAULT '{}',
  help text,
  required boolean NOT NULL DEFAULT false,
  filterable boolean NOT NULL DEFAULT false,
  default_value jsonb,
  options jsonb NOT NULL DEFAULT '[]',
  pattern text,
  minimum numeric,
  maximum numeric,
  position int NOT NULL,
  archived boolean NOT NULL DEFAULT false,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, subject, key)
);
COMMENT ON COLUMN custom_fields.labels IS 'The label in other languages, by language.';
COMMENT ON COLUMN custom_fields.filterable IS 'Lists are often filtered or sorted by it: it has indexes of its own.';

ALTER TABLE accounts ADD COLUMN custom jsonb NOT NULL DEFAULT '{}';
ALTER TABLE contacts ADD COLUMN custom jsonb NOT NULL DEFAULT '{}';
ALTER TABLE deals ADD COLUMN custom jsonb NOT NULL DEFAULT '{}';
ALTER TABLE tasks ADD COLUMN custom jsonb NOT NULL DEFAULT '{}';
CREATE INDEX accounts_custom ON accounts USING gin (custom jsonb_path_ops);
CREATE INDEX contacts_custom ON contacts USING gin (custom jsonb_path_ops);
CREATE INDEX deals_custom ON deals USING gin (custom jsonb_path_ops);
CREATE INDEX tasks_custom ON tasks USING gin (custom jsonb_path_ops);

-- A number kept as text, as numbers compare. Another workspace may keep words under the same key: they are no number.
CREATE FUNCTION custom_number(value text) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  AS $$ SELECT CASE WHEN value ~ '^-?[0-9]+(\.[0-9]+)?$' THEN value::numeric END $$;
