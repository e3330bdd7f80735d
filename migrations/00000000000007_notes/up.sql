-- What people write down about a deal, an account or a contact: exactly one of them.
CREATE TABLE notes (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  body text NOT NULL,
  pinned boolean NOT NULL DEFAULT false,
  archived boolean NOT NULL DEFAULT false,
  deal_id uuid,
  account_id uuid,
  contact_id uuid,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, deal_id) REFERENCES deals (workspace_id, id),
  FOREIGN KEY (workspace_id, account_id) REFERENCES accounts (workspace_id, id),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contacts (workspace_id, id),
  CHECK (num_nonnulls(deal_id, account_id, contact_id) = 1)
);
CREATE INDEX notes_deal ON notes (workspace_id, deal_id, created_at, id);
CREATE INDEX notes_account ON notes (workspace_id, account_id, created_at, id);
CREATE INDEX notes_contact ON notes (workspace_id, contact_id, created_at, id);
