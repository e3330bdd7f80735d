ALTER TABLE lookups DROP CONSTRAINT lookups_kind_check;
ALTER TABLE lookups ADD CONSTRAINT lookups_kind_check
  CHECK (kind IN ('source', 'loss_reason', 'industry', 'forecast_category', 'stakeholder_role'));

-- Who takes part in a deal's decision, and how.
CREATE TABLE stakeholders (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  deal_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  role_id uuid,
  side text NOT NULL CHECK (side IN ('customer', 'ours', 'third_party')),
  influence int NOT NULL CHECK (influence BETWEEN 1 AND 5),
  loyalty int NOT NULL CHECK (loyalty BETWEEN -2 AND 2),
  motivators text,
  notes text,
  last_met_on date,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, deal_id, contact_id),
  -- What an influence link refers to, so that it cannot join people of two deals.
  UNIQUE (workspace_id, deal_id, id),
  FOREIGN KEY (workspace_id, deal_id) REFERENCES deals (workspace_id, id),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contacts (workspace_id, id),
  FOREIGN KEY (workspace_id, role_id) REFERENCES lookups (workspace_id, id)
);
CREATE INDEX stakeholders_contact ON stakeholders (workspace_id, contact_id);
CREATE INDEX stakeholders_role ON stakeholders (workspace_id, role_id, deal_id);
COMMENT ON COLUMN stakeholders.loyalty IS 'From -2, opponent, to 2, advocate.';
COMMENT ON COLUMN stakeholders.last_met_on IS 'The day somebody of ours last met or talked to them about the deal.';

-- Whose word counts with whom.
CREATE TABLE influence_links (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  deal_id uuid NOT NULL,
  from_id uuid NOT NULL,
  to_id uuid NOT NULL,
  strength int NOT NULL CHECK (strength BETWEEN 1 AND 3),
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, from_id, to_id),
  CHECK (from_id <> to_id),
  FOREIGN KEY (workspace_id, deal_id, from_id) REFERENCES stakeholders (workspace_id, deal_id, id),
  FOREIGN KEY (workspace_id, deal_id, to_id) REFERENCES stakeholders (workspace_id, deal_id, id)
);
CREATE INDEX influence_links_deal ON influence_links (workspace_id, deal_id);
CREATE INDEX influence_links_to ON influence_links (workspace_id, to_id);

-- Workspaces that are there already get the list of roles, and each primary contact becomes a stakeholder: from here on it is one.
INSERT INTO lookups (workspace_id, id, kind, key, label, position, created_at, updated_at)
SELECT w.id, gen_random_uuid(), 'stakeholder_role', r.key, r.label, r.place - 1, now(), now()
FROM workspaces w CROSS JOIN unnest(
  ARRAY['decision_maker', 'economic_buyer', 'champion', 'influencer', 'technical_evaluator', 'end_user', 'legal', 'gatekeeper', 'blocker', 'supplier', 'consultant'],
  ARRAY['Decision maker', 'Economic buyer', 'Champion', 'Influencer', 'Technical evaluator', 'End user', 'Legal and procurement', 'Gatekeeper', 'Blocker', 'Supplier', 'Consultant']
) WITH ORDINALITY AS r(key, label, place);

INSERT INTO stakeholders (workspace_id, id, deal_id, contact_id, side, influence, loyalty, created_at, created_by, updated_at, updated_by)
SELECT workspace_id, gen_random_uuid(), id, primary_contact_id, 'customer', 3, 0, updated_at, updated_by, updated_at, updated_by
FROM deals WHERE primary_contact_id IS NOT NULL;
