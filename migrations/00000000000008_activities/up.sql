ALTER TABLE lookups DROP CONSTRAINT lookups_kind_check;
ALTER TABLE lookups ADD CONSTRAINT lookups_kind_check
  CHECK (kind IN ('source', 'loss_reason', 'industry', 'forecast_category', 'stakeholder_role', 'activity_kind'));

-- Meetings, calls and the like: with whom, when, and what came of them.
CREATE TABLE activities (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  kind_id uuid NOT NULL,
  subject text NOT NULL,
  minutes text,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz,
  status text NOT NULL CHECK (status IN ('planned', 'held', 'missed')),
  outcome text,
  archived boolean NOT NULL DEFAULT false,
  owner_id uuid NOT NULL,
  deal_id uuid,
  account_id uuid,
  contact_id uuid,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, kind_id) REFERENCES lookups (workspace_id, id),
  FOREIGN KEY (workspace_id, owner_id) REFERENCES users (workspace_id, id),
  FOREIGN KEY (workspace_id, deal_id) REFERENCES deals (workspace_id, id),
  FOREIGN KEY (workspace_id, account_id) REFERENCES accounts (workspace_id, id),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contacts (workspace_id, id),
  CHECK (num_nonnulls(deal_id, account_id, contact_id) > 0),
  CHECK (ends_at >= starts_at)
);
CREATE INDEX activities_deal ON activities (workspace_id, deal_id, starts_at, id);
CREATE INDEX activities_account ON activities (workspace_id, account_id, starts_at, id);
CREATE INDEX activities_contact ON activities (workspace_id, contact_id);
CREATE INDEX activities_start ON activities (workspace_id, starts_at, id);
-- What awaits its outcome is asked for on every visit of one's work.
CREATE INDEX activities_planned ON activities (workspace_id, owner_id, starts_at, id) WHERE status = 'planned' AND NOT archived;
COMMENT ON COLUMN activities.minutes IS 'Markdown.';

-- Who takes part in an activity: a contact or one of ours.
CREATE TABLE activity_attendees (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  activity_id uuid NOT NULL,
  contact_id uuid,
  user_id uuid,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, activity_id, contact_id),
  UNIQUE (workspace_id, activity_id, user_id),
  FOREIGN KEY (workspace_id, activity_id) REFERENCES activities (workspace_id, id),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contacts (workspace_id, id),
  FOREIGN KEY (workspace_id, user_id) REFERENCES users (workspace_id, id),
  CHECK (num_nonnulls(contact_id, user_id) = 1)
);
CREATE INDEX activity_attendees_contact ON activity_attendees (workspace_id, contact_id, activity_id);
CREATE INDEX activity_attendees_user ON activity_attendees (workspace_id, user_id);

-- Workspaces that are there already get the list of kinds.
INSERT INTO lookups (workspace_id, id, kind, key, label, position, created_at, updated_at)
SELECT w.id, gen_random_uuid(), 'activity_kind', k.key, k.label, k.place - 1, now(), now()
FROM workspaces w CROSS JOIN unnest(
  ARRAY['meeting', 'call', 'email', 'letter', 'demo', 'presentation', 'other'],
  ARRAY['Meeting', 'Call', 'E-mail', 'Letter', 'Demo', 'Presentation', 'Other']
) WITH ORDINALITY AS k(key, label, place);
