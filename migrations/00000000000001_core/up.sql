-- Tenancy is in the keys: every table has workspace_id, primary keys are (workspace_id, id), and every foreign key is composite,
-- so that no row can refer to another workspace's row whatever the code does.

CREATE TABLE workspaces (
  id uuid PRIMARY KEY,
  slug text NOT NULL UNIQUE,
  name text NOT NULL,
  base_currency text NOT NULL,
  locale text NOT NULL DEFAULT 'en',
  time_zone text NOT NULL DEFAULT 'UTC',
  deal_visibility text NOT NULL DEFAULT 'everyone' CHECK (deal_visibility IN ('everyone', 'team', 'owner')),
  default_days_to_close int NOT NULL DEFAULT 42 CHECK (default_days_to_close BETWEEN 0 AND 3650),
  history_grace_minutes int NOT NULL DEFAULT 120 CHECK (history_grace_minutes BETWEEN 0 AND 10080),
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid
);

CREATE TABLE teams (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  parent_id uuid,
  manager_id uuid,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, parent_id) REFERENCES teams (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (id)
);

CREATE TABLE users (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  email text NOT NULL,
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('admin', 'manager', 'rep', 'viewer')),
  team_id uuid,
  locale text NOT NULL DEFAULT 'en',
  time_zone text NOT NULL DEFAULT 'UTC',
  active boolean NOT NULL DEFAULT true,
  avatar_color text NOT NULL DEFAULT 'slate',
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, team_id) REFERENCES teams (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (id)
);

CREATE UNIQUE INDEX users_email ON users (workspace_id, lower(email));
CREATE INDEX users_by_email ON users (lower(email));
CREATE INDEX users_team ON users (workspace_id, team_id);
ALTER TABLE teams ADD FOREIGN KEY (workspace_id, manager_id) REFERENCES users (workspace_id, id);
CREATE INDEX teams_manager ON teams (workspace_id, manager_id);

-- Kept apart from users, so that no code that reads or logs a user ever holds a password's hash.
CREATE TABLE passwords (
  workspace_id uuid NOT NULL,
  user_id uuid NOT NULL,
  hash text NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, user_id),
  FOREIGN KEY (workspace_id, user_id) REFERENCES users (workspace_id, id)
);

CREATE TABLE sessions (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  token_hash bytea NOT NULL UNIQUE,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, user_id) REFERENCES users (workspace_id, id)
);
CREATE INDEX sessions_user ON sessions (workspace_id, user_id);

-- Failed sign-ins, by hash of account and address; pruned after the window. Belongs to no workspace: the address may name none.
CREATE TABLE sign_in_failures (
  id uuid PRIMARY KEY,
  subject_hash bytea NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX sign_in_failures_subject ON sign_in_failures (subject_hash, at);

CREATE TABLE api_keys (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  name text NOT NULL,
  prefix text NOT NULL,
  secret_hash bytea NOT NULL UNIQUE,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, user_id) REFERENCES users (workspace_id, id)
);

CREATE TABLE currencies (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  code text NOT NULL CHECK (code ~ '^[A-Z]{3}$'),
  rate numeric(18, 8) NOT NULL CHECK (rate > 0),
  archived boolean NOT NULL DEFAULT false,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, code),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (id)
);

CREATE TABLE lookups (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('source', 'loss_reason', 'industry', 'forecast_category')),
  key text NOT NULL,
  label text NOT NULL,
  position int NOT NULL,
  archived boolean NOT NULL DEFAULT false,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, kind, key),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (id)
);

CREATE TABLE accounts (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  website text,
  industry_id uuid,
  source_id uuid,
  owner_id uuid NOT NULL,
  parent_id uuid,
  employees int CHECK (employees >= 0),
  annual_revenue numeric(18, 2),
  founded_year int,
  phone text,
  address text,
  description text,
  archived boolean NOT NULL DEFAULT false,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, industry_id) REFERENCES lookups (workspace_id, id),
  FOREIGN KEY (workspace_id, source_id) REFERENCES lookups (workspace_id, id),
  FOREIGN KEY (workspace_id, owner_id) REFERENCES users (workspace_id, id),
  FOREIGN KEY (workspace_id, parent_id) REFERENCES accounts (workspace_id, id)
);

CREATE INDEX accounts_name ON accounts (workspace_id, (name COLLATE "und-x-icu"), id);
CREATE INDEX accounts_parent ON accounts (workspace_id, parent_id);
CREATE INDEX accounts_owner ON accounts (workspace_id, owner_id);
CREATE INDEX accounts_created ON accounts (workspace_id, created_at, id);
CREATE INDEX accounts_updated ON accounts (workspace_id, updated_at, id);
CREATE INDEX accounts_search ON accounts USING gin (workspace_id, fold(name) gin_trgm_ops);

CREATE TABLE contacts (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid,
  first_name text NOT NULL DEFAULT '',
  last_name text NOT NULL,
  job_title text,
  department text,
  emails text[] NOT NULL DEFAULT '{}',
  phones text[] NOT NULL DEFAULT '{}',
  language text,
  source_id uuid,
  owner_id uuid NOT NULL,
  description text,
  archived boolean NOT NULL DEFAULT false,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, account_id) REFERENCES accounts (workspace_id, id),
  FOREIGN KEY (workspace_id, source_id) REFERENCES lookups (workspace_id, id),
  FOREIGN KEY (workspace_id, owner_id) REFERENCES users (workspace_id, id)
);

CREATE INDEX contacts_name ON contacts (workspace_id, (last_name COLLATE "und-x-icu"), (first_name COLLATE "und-x-icu"), id);
CREATE INDEX contacts_account ON contacts (workspace_id, account_id);
CREATE INDEX contacts_owner ON contacts (workspace_id, owner_id);
CREATE INDEX contacts_created ON contacts (workspace_id, created_at, id);
CREATE INDEX contacts_updated ON contacts (workspace_id, updated_at, id);
CREATE INDEX contacts_search ON contacts USING gin (workspace_id, fold(first_name || ' ' || last_name) gin_trgm_ops);

CREATE TABLE pipelines (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  is_default boolean NOT NULL DEFAULT false,
  position int NOT NULL,
  allow_skip boolean NOT NULL DEFAULT true,
  allow_back boolean NOT NULL DEFAULT true,
  archived boolean NOT NULL DEFAULT false,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (id)
);

CREATE UNIQUE INDEX pipelines_default ON pipelines (workspace_id) WHERE is_default;

CREATE TABLE stages (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  pipeline_id uuid NOT NULL,
  name text NOT NULL,
  position int NOT NULL,
  kind text NOT NULL CHECK (kind IN ('open', 'won', 'lost')),
  probability int NOT NULL CHECK (probability BETWEEN 0 AND 100),
  forecast_category_id uuid,
  color text NOT NULL,
  rotting_days int CHECK (rotting_days > 0),
  guidance text,
  in_funnel boolean NOT NULL DEFAULT true,
  allow_create boolean NOT NULL DEFAULT true,
  removed_at timestamptz,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, pipeline_id) REFERENCES pipelines (workspace_id, id),
  FOREIGN KEY (workspace_id, forecast_category_id) REFERENCES lookups (workspace_id, id)
);

CREATE INDEX stages_pipeline ON stages (workspace_id, pipeline_id, position);
COMMENT ON COLUMN stages.removed_at IS 'Removed from the pipeline; kept because visits and history name it.';

CREATE TABLE deals (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  account_id uuid,
  primary_contact_id uuid,
  owner_id uuid NOT NULL,
  pipeline_id uuid NOT NULL,
  stage_id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('open', 'won', 'lost', 'inactive')),
  amount numeric(18, 2),
  currency text NOT NULL,
  rate numeric(18, 8) NOT NULL,
  amount_base numeric(18, 2),
  budget numeric(18, 2),
  probability int NOT NULL CHECK (probability BETWEEN 0 AND 100),
  forecast_category_id uuid,
  expected_close_on date NOT NULL,
  closed_at timestamptz,
  next_step text,
  source_id uuid,
  loss_reason_id uuid,
  last_activity_at timestamptz,
  stage_entered_at timestamptz NOT NULL,
  rank text COLLATE "C" NOT NULL,
  restricted boolean NOT NULL DEFAULT false,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, account_id) REFERENCES accounts (workspace_id, id),
  FOREIGN KEY (workspace_id, primary_contact_id) REFERENCES contacts (workspace_id, id),
  FOREIGN KEY (workspace_id, owner_id) REFERENCES users (workspace_id, id),
  FOREIGN KEY (workspace_id, pipeline_id) REFERENCES pipelines (workspace_id, id),
  FOREIGN KEY (workspace_id, stage_id) REFERENCES stages (workspace_id, id),
  FOREIGN KEY (workspace_id, forecast_category_id) REFERENCES lookups (workspace_id, id),
  FOREIGN KEY (workspace_id, source_id) REFERENCES lookups (workspace_id, id),
  FOREIGN KEY (workspace_id, loss_reason_id) REFERENCES lookups (workspace_id, id)
);

CREATE INDEX deals_board ON deals (workspace_id, stage_id, rank, id);
CREATE INDEX deals_name ON deals (workspace_id, (name COLLATE "und-x-icu"), id);
CREATE INDEX deals_amount ON deals (workspace_id, amount_base, id);
CREATE INDEX deals_close ON deals (workspace_id, expected_close_on, id);
CREATE INDEX deals_status_close ON deals (workspace_id, status, expected_close_on, id);
CREATE INDEX deals_created ON deals (workspace_id, created_at, id);
CREATE INDEX deals_updated ON deals (workspace_id, updated_at, id);
CREATE INDEX deals_closed ON deals (workspace_id, closed_at, id);
CREATE INDEX deals_activity ON deals (workspace_id, last_activity_at, id);
CREATE INDEX deals_stage_entered ON deals (workspace_id, stage_entered_at, id);
CREATE INDEX deals_probability ON deals (workspace_id, probability, id);
CREATE INDEX deals_owner ON deals (workspace_id, owner_id);
CREATE INDEX deals_account ON deals (workspace_id, account_id);
CREATE INDEX deals_contact ON deals (workspace_id, primary_contact_id);
CREATE INDEX deals_search ON deals USING gin (workspace_id, fold(name) gin_trgm_ops);
COMMENT ON COLUMN deals.rate IS 'Base currency units per unit of currency, in force when the deal was last priced.';

-- The long texts of a deal: read on its page only, so that lists and boards do not carry them.
CREATE TABLE deal_briefs (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  description text,
  customer_needs text,
  proposed_solution text,
  tactics text,
  win_loss_report text,
  inactive_reason text,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, id) REFERENCES deals (workspace_id, id)
);

-- Whom a deal is shared with besides its owner, whatever the visibility policy: exactly one of user and team.
CREATE TABLE deal_shares (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  deal_id uuid NOT NULL,
  user_id uuid,
  team_id uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, deal_id) REFERENCES deals (workspace_id, id),
  FOREIGN KEY (workspace_id, user_id) REFERENCES users (workspace_id, id),
  FOREIGN KEY (workspace_id, team_id) REFERENCES teams (workspace_id, id),
  CHECK (num_nonnulls(user_id, team_id) = 1)
);
CREATE INDEX deal_shares_deal ON deal_shares (workspace_id, deal_id);
CREATE INDEX deal_shares_user ON deal_shares (workspace_id, user_id);
CREATE INDEX deal_shares_team ON deal_shares (workspace_id, team_id);

-- Every stay of a deal in a stage: what conversion and time in stage are computed from.
CREATE TABLE stage_visits (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  deal_id uuid NOT NULL,
  stage_id uuid NOT NULL,
  entered_at timestamptz NOT NULL,
  entered_by uuid,
  left_at timestamptz,
  left_by uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, deal_id) REFERENCES deals (workspace_id, id),
  FOREIGN KEY (workspace_id, stage_id) REFERENCES stages (workspace_id, id)
);
CREATE INDEX stage_visits_deal ON stage_visits (workspace_id, deal_id, entered_at);
CREATE UNIQUE INDEX stage_visits_open ON stage_visits (workspace_id, deal_id) WHERE left_at IS NULL;

CREATE TABLE tasks (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  title text NOT NULL,
  description text,
  assignee_id uuid NOT NULL,
  due_at timestamptz,
  priority text NOT NULL DEFAULT 'normal' CHECK (priority IN ('low', 'normal', 'high')),
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'done', 'cancelled')),
  mandatory boolean NOT NULL DEFAULT false,
  outcome text,
  completed_at timestamptz,
  deal_id uuid,
  account_id uuid,
  contact_id uuid,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, assignee_id) REFERENCES users (workspace_id, id),
  FOREIGN KEY (workspace_id, deal_id) REFERENCES deals (workspace_id, id),
  FOREIGN KEY (workspace_id, account_id) REFERENCES accounts (workspace_id, id),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contacts (workspace_id, id)
);

CREATE INDEX tasks_assignee ON tasks (workspace_id, assignee_id, status, due_at, id);
CREATE INDEX tasks_creator ON tasks (workspace_id, created_by, status);
CREATE INDEX tasks_deal ON tasks (workspace_id, deal_id, status, due_at);
CREATE INDEX tasks_account ON tasks (workspace_id, account_id);
CREATE INDEX tasks_contact ON tasks (workspace_id, contact_id);
CREATE INDEX tasks_due ON tasks (workspace_id, due_at, id);
CREATE INDEX tasks_created ON tasks (workspace_id, created_at, id);

-- One row a workspace: the number of its last event. Its lock is what makes the sequence gap-free in commit order.
CREATE TABLE event_heads (
  workspace_id uuid PRIMARY KEY REFERENCES workspaces (id),
  epoch int NOT NULL,
  seq bigint NOT NULL,
  floor_seq bigint NOT NULL,
  cursor_key bytea NOT NULL
);
COMMENT ON COLUMN event_heads.epoch IS 'Changes when the log was restored or what it says of visibility no longer holds: cursors of another epoch need a resync.';
COMMENT ON COLUMN event_heads.cursor_key IS 'Signs the workspace''s cursors, so that none can be made up or taken to another workspace.';
COMMENT ON COLUMN event_heads.floor_seq IS 'Cursors below this are older than retention; the events stay as history.';

-- History, live feed, outbox and audit at once.
CREATE TABLE events (
  workspace_id uuid NOT NULL,
  seq bigint NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL,
  actor jsonb NOT NULL,
  subject_kind text NOT NULL,
  subject_id uuid NOT NULL,
  subject_version int NOT NULL,
  deal_id uuid,
  account_id uuid,
  changes jsonb NOT NULL,
  audience_before jsonb,
  audience_after jsonb,
  within_grace boolean NOT NULL DEFAULT false,
  PRIMARY KEY (workspace_id, seq),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (id)
);
CREATE INDEX events_subject ON events (workspace_id, subject_id, seq);
CREATE INDEX events_at ON events (workspace_id, at);

CREATE TABLE idempotency_keys (
  workspace_id uuid NOT NULL,
  actor_id uuid NOT NULL,
  key text NOT NULL,
  request_hash bytea NOT NULL,
  outcome jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, actor_id, key)
);
CREATE INDEX idempotency_keys_created ON idempotency_keys (created_at);

-- The ids records have in the systems they were imported from.
CREATE TABLE external_ids (
  workspace_id uuid NOT NULL,
  source text NOT NULL,
  kind text NOT NULL,
  external_id text NOT NULL,
  record_id uuid NOT NULL,
  fingerprint bytea NOT NULL,
  PRIMARY KEY (workspace_id, source, kind, external_id)
);

CREATE TABLE imports (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  status text NOT NULL CHECK (status IN ('running', 'done', 'failed', 'cancelled')),
  dry_run boolean NOT NULL,
  total int NOT NULL,
  done int NOT NULL DEFAULT 0,
  created int NOT NULL DEFAULT 0,
  updated int NOT NULL DEFAULT 0,
  unchanged int NOT NULL DEFAULT 0,
  failed int NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  started_by uuid,
  version int NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (id)
);

CREATE TABLE import_problems (
  workspace_id uuid NOT NULL,
  import_id uuid NOT NULL,
  position int NOT NULL,
  file text NOT NULL,
  line int NOT NULL,
  severity text NOT NULL CHECK (severity IN ('warning', 'rejected')),
  reason text NOT NULL,
  PRIMARY KEY (workspace_id, import_id, position),
  FOREIGN KEY (workspace_id, import_id) REFERENCES imports (workspace_id, id)
);
