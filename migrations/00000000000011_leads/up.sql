-- Who may become a customer: what they asked for, and what is known of budget, authority, need and timing.
CREATE TABLE leads (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  topic text NOT NULL,
  company text,
  first_name text,
  last_name text,
  job_title text,
  email text,
  phone text,
  website text,
  source_id uuid,
  owner_id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('new', 'working', 'qualified', 'disqualified', 'converted')),
  disqualify_reason text,
  budget text,
  authority text,
  need text,
  timing text,
  description text,
  converted_at timestamptz,
  account_id uuid,
  contact_id uuid,
  deal_id uuid,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  custom jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, source_id) REFERENCES lookups (workspace_id, id),
  FOREIGN KEY (workspace_id, owner_id) REFERENCES users (workspace_id, id),
  FOREIGN KEY (workspace_id, account_id) REFERENCES accounts (workspace_id, id),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contacts (workspace_id, id),
  FOREIGN KEY (workspace_id, deal_id) REFERENCES deals (workspace_id, id),
  CHECK ((status = 'converted') = (converted_at IS NOT NULL)),
  CHECK ((status = 'converted') = (deal_id IS NOT NULL)),
  CHECK ((status = 'disqualified') = (disqualify_reason IS NOT NULL))
);
CREATE INDEX leads_created ON leads (workspace_id, created_at, id);
CREATE INDEX leads_status ON leads (workspace_id, status, created_at, id);
CREATE INDEX leads_owner ON leads (workspace_id, owner_id, status);
-- A deal has one lead of origin.
CREATE UNIQUE INDEX leads_deal ON leads (workspace_id, deal_id);
CREATE INDEX leads_account ON leads (workspace_id, account_id);
CREATE INDEX leads_contact ON leads (workspace_id, contact_id);
CREATE INDEX leads_search ON leads USING gin
  (workspace_id, fold(topic || ' ' || coalesce(company, '') || ' ' || coalesce(first_name, '') || ' ' || coalesce(last_name, '')) gin_trgm_ops);
CREATE INDEX leads_company ON leads USING gin (workspace_id, fold(company) gin_trgm_ops);
CREATE INDEX leads_email ON leads (workspace_id, lower(email));
CREATE INDEX leads_custom ON leads USING gin (custom jsonb_path_ops);

-- The domain a web address or an e-mail address is at: https://www.acme.com/about and ann@acme.com are at acme.com.
CREATE FUNCTION domain_of(address text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT regexp_replace(lower(trim(address)), '^([a-z]+://)?([^@/]*@)?(www\.)?([^/:?#]*).*$', '\4') $$;
CREATE FUNCTION lower_all(texts text[]) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT array_agg(lower(t)) FROM unnest(texts) AS t $$;
CREATE INDEX accounts_domain ON accounts (workspace_id, domain_of(website));
CREATE INDEX contacts_emails ON contacts USING gin (workspace_id, lower_all(emails));

-- What is done about a lead goes with it to its deal.
ALTER TABLE tasks ADD COLUMN lead_id uuid;
ALTER TABLE tasks ADD FOREIGN KEY (workspace_id, lead_id) REFERENCES leads (workspace_id, id);
CREATE INDEX tasks_lead ON tasks (workspace_id, lead_id) WHERE lead_id IS NOT NULL;
ALTER TABLE notes ADD COLUMN lead_id uuid;
ALTER TABLE notes ADD FOREIGN KEY (workspace_id, lead_id) REFERENCES leads (workspace_id, id);
ALTER TABLE notes DROP CONSTRAINT notes_check;
ALTER TABLE notes ADD CONSTRAINT notes_check
  CHECK (num_nonnulls(deal_id, account_id, contact_id) = 1 OR num_nonnulls(deal_id, account_id, contact_id) = 0 AND lead_id IS NOT NULL);
CREATE INDEX notes_lead ON notes (workspace_id, lead_id) WHERE lead_id IS NOT NULL;
ALTER TABLE activities ADD COLUMN lead_id uuid;
ALTER TABLE activities ADD FOREIGN KEY (workspace_id, lead_id) REFERENCES leads (workspace_id, id);
ALTER TABLE activities DROP CONSTRAINT activities_check;
ALTER TABLE activities ADD CONSTRAINT activities_check CHECK (num_nonnulls(deal_id, account_id, contact_id, lead_id) > 0);
CREATE INDEX activities_lead ON activities (workspace_id, lead_id) WHERE lead_id IS NOT NULL;

ALTER TABLE custom_fields DROP CONSTRAINT custom_fields_subject_check;
ALTER TABLE custom_fields ADD CONSTRAINT custom_fields_subject_check
  CHECK (subject IN ('account', 'contact', 'deal', 'task', 'lead'));
