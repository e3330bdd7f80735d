-- What needs an approval, and who gives it.
CREATE TABLE approval_policies (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  description text,
  subject text NOT NULL,
  active boolean NOT NULL DEFAULT true,
  position int NOT NULL,
  condition jsonb NOT NULL DEFAULT '{}',
  steps jsonb NOT NULL,
  own_requests boolean NOT NULL DEFAULT false,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (id)
);
COMMENT ON COLUMN approval_policies.condition IS 'When it asks; empty: always.';
COMMENT ON COLUMN approval_policies.steps IS 'Who approves, in order.';

-- One run of the policies that asked for something.
CREATE TABLE approvals (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  subject_kind text NOT NULL,
  subject_id uuid NOT NULL,
  deal_id uuid NOT NULL,
  stage_id uuid,
  status text NOT NULL CHECK (status IN ('pending', 'approved', 'rejected', 'recalled', 'voided')),
  message text,
  void_reason text,
  amount numeric(18, 2),
  currency text,
  discount_percent numeric,
  margin numeric,
  hash text,
  entry jsonb NOT NULL DEFAULT '{}',
  steps jsonb NOT NULL,
  waiting_for uuid[] NOT NULL DEFAULT '{}',
  due_at timestamptz,
  attend_at timestamptz,
  used_at timestamptz,
  requested_by uuid,
  requested_at timestamptz NOT NULL,
  ended_at timestamptz,
  version int NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, deal_id) REFERENCES deals (workspace_id, id),
  FOREIGN KEY (workspace_id, stage_id) REFERENCES stages (workspace_id, id),
  CHECK ((status = 'pending') = (ended_at IS NULL)),
  CHECK (status = 'pending' OR waiting_for = '{}'),
  CHECK ((subject_kind = 'stage_entry') = (stage_id IS NOT NULL))
);
CREATE UNIQUE INDEX approvals_pending ON approvals (workspace_id, subject_kind, subject_id) WHERE status = 'pending';
CREATE INDEX approvals_deal ON approvals (workspace_id, deal_id, requested_at, id);
CREATE INDEX approvals_subject ON approvals (workspace_id, subject_id, requested_at, id);
CREATE INDEX approvals_requested ON approvals (workspace_id, requested_at, id);
CREATE INDEX approvals_due ON approvals (workspace_id, due_at, id);
CREATE INDEX approvals_attend ON approvals (attend_at) WHERE attend_at IS NOT NULL;
-- Whom a run waits for is asked with every look at deals, and changes a few times a run: no list of what is not indexed yet.
CREATE INDEX approvals_waiting ON approvals USING gin (workspace_id, waiting_for) WITH (fastupdate = off);
COMMENT ON COLUMN approvals.subject_id IS 'What is asked about; the deal, when it is to enter a stage.';
COMMENT ON COLUMN approvals.hash IS 'Of the content that was asked about.';
COMMENT ON COLUMN approvals.entry IS 'What the deal takes along into the stage.';
COMMENT ON COLUMN approvals.waiting_for IS 'Who can decide now; they see the deal as long as that is so.';
COMMENT ON COLUMN approvals.attend_at IS 'When somebody is to be reminded, or the admins are to be asked too.';
COMMENT ON COLUMN approvals.used_at IS 'When the deal came into the stage by it.';
