-- Activity plans: ordered tasks that somebody, or a stage, starts together.
CREATE TABLE activity_plans (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  description text,
  items jsonb NOT NULL,
  archived boolean NOT NULL DEFAULT false,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (id)
);
COMMENT ON COLUMN activity_plans.items IS 'The tasks to be, in order.';

-- What a stage starts, what is to be done in it, and whether it ends with a decision.
ALTER TABLE stages
  ADD COLUMN activity_plan_id uuid,
  ADD COLUMN steps jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN go_no_go boolean NOT NULL DEFAULT false,
  ADD FOREIGN KEY (workspace_id, activity_plan_id) REFERENCES activity_plans (workspace_id, id);
CREATE INDEX stages_plan ON stages (workspace_id, activity_plan_id) WHERE activity_plan_id IS NOT NULL;

-- One run of a plan on a deal.
CREATE TABLE plan_runs (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  plan_id uuid NOT NULL,
  deal_id uuid NOT NULL,
  stage_id uuid,
  status text NOT NULL CHECK (status IN ('running', 'done', 'cancelled')),
  items jsonb NOT NULL,
  set_aside uuid[] NOT NULL DEFAULT '{}',
  started_at timestamptz NOT NULL,
  started_by uuid,
  ended_at timestamptz,
  version int NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, plan_id) REFERENCES activity_plans (workspace_id, id),
  FOREIGN KEY (workspace_id, deal_id) REFERENCES deals (workspace_id, id),
  FOREIGN KEY (workspace_id, stage_id) REFERENCES stages (workspace_id, id),
  CHECK ((status = 'running') = (ended_at IS NULL))
);
CREATE INDEX plan_runs_deal ON plan_runs (workspace_id, deal_id, started_at, id);
CREATE INDEX plan_runs_plan ON plan_runs (workspace_id, plan_id);
COMMENT ON COLUMN plan_runs.stage_id IS 'The stage that started it; null when somebody did.';
COMMENT ON COLUMN plan_runs.items IS 'The order and the offsets of the plan as it was when it started.';
COMMENT ON COLUMN plan_runs.set_aside IS 'Tasks that leaving the stage called off, to be taken up when the deal comes back.';

ALTER TABLE tasks
  ADD COLUMN plan_run_id uuid,
  ADD COLUMN plan_item_id uuid,
  ADD FOREIGN KEY (workspace_id, plan_run_id) REFERENCES plan_runs (workspace_id, id);
CREATE INDEX tasks_run ON tasks (workspace_id, plan_run_id) WHERE plan_run_id IS NOT NULL;
COMMENT ON COLUMN tasks.plan_item_id IS 'The item of the plan it was made from; items are kept with their plan.';

-- Steps of stages that are done on a deal. No row: not done.
CREATE TABLE deal_steps (
  workspace_id uuid NOT NULL,
  deal_id uuid NOT NULL,
  step_id uuid NOT NULL,
  done_at timestamptz NOT NULL,
  done_by uuid,
  PRIMARY KEY (workspace_id, deal_id, step_id),
  FOREIGN KEY (workspace_id, deal_id) REFERENCES deals (workspace_id, id)
);
COMMENT ON COLUMN deal_steps.step_id IS 'A step kept with its stage.';

-- Activities of this kind have minutes that are to be sent.
ALTER TABLE lookups ADD COLUMN minutes_expected boolean NOT NULL DEFAULT false;
UPDATE lookups SET minutes_expected = true WHERE kind = 'activity_kind' AND key = 'presentation';
