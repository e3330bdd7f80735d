-- How a workspace presents itself on its proposals, and what new ones begin with. None until somebody sets it.
CREATE TABLE proposal_settings (
  workspace_id uuid PRIMARY KEY REFERENCES workspaces (id),
  id uuid NOT NULL,
  company text,
  address text,
  tax_number text,
  registration_number text,
  email text,
  phone text,
  website text,
  accent_color text CHECK (accent_color ~ '^#[0-9a-f]{6}$'),
  logo_hash text,
  intro text,
  terms text,
  valid_days int NOT NULL DEFAULT 30 CHECK (valid_days BETWEEN 1 AND 730),
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid
);
COMMENT ON COLUMN proposal_settings.logo_hash IS 'SHA-256 of the logo in proposal_logos, as hex; NULL without one.';

-- Apart: what is read with every change is small.
CREATE TABLE proposal_logos (
  workspace_id uuid PRIMARY KEY REFERENCES workspaces (id),
  content bytea NOT NULL CHECK (octet_length(content) <= 524288)
);
