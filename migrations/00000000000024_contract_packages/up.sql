-- What a file pins is of the same deal: what hangs on another cannot be named.
ALTER TABLE files ADD CONSTRAINT files_of_deal UNIQUE (workspace_id, deal_id, id);

-- Files of a deal that are approved together and then signed.
CREATE TABLE contract_packages (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  deal_id uuid NOT NULL,
  name text NOT NULL,
  note text,
  status text NOT NULL CHECK (status IN ('draft', 'in_approval', 'approved', 'rejected', 'signed', 'cancelled')),
  approved_hash text,
  submitted_at timestamptz,
  submitted_by uuid,
  signed_at timestamptz,
  signed_by uuid,
  signed_on date,
  signed_file_id uuid,
  cancel_reason text,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, deal_id, id),
  FOREIGN KEY (workspace_id, deal_id) REFERENCES deals (workspace_id, id),
  FOREIGN KEY (workspace_id, deal_id, signed_file_id) REFERENCES files (workspace_id, deal_id, id),
  CHECK ((status = 'signed') = (signed_at IS NOT NULL)),
  CHECK ((status = 'signed') = (signed_on IS NOT NULL)),
  CHECK (status = 'signed' OR signed_file_id IS NULL),
  CHECK (status = 'cancelled' OR cancel_reason IS NULL),
  CHECK (approved_hash IS NULL OR status IN ('approved', 'signed', 'cancelled'))
);
CREATE INDEX contract_packages_deal ON contract_packages (workspace_id, deal_id, created_at, id);
CREATE INDEX contract_packages_created ON contract_packages (workspace_id, created_at, id);
CREATE INDEX contract_packages_updated ON contract_packages (workspace_id, updated_at, id);
CREATE INDEX contract_packages_name ON contract_packages (workspace_id, (name COLLATE "und-x-icu"), id);
COMMENT ON COLUMN contract_packages.approved_hash IS 'What was approved, as a hash of the pinned bytes: only that is signed.';
COMMENT ON COLUMN contract_packages.signed_on IS 'The day on the paper.';

-- Which version of which file a package is about: exactly these bytes. A version that is pinned cannot disappear.
CREATE TABLE contract_package_files (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  deal_id uuid NOT NULL,
  package_id uuid NOT NULL,
  position int NOT NULL,
  file_id uuid NOT NULL,
  number int NOT NULL,
  sha256 text NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, package_id, file_id),
  FOREIGN KEY (workspace_id, deal_id, package_id) REFERENCES contract_packages (workspace_id, deal_id, id),
  FOREIGN KEY (workspace_id, deal_id, file_id) REFERENCES files (workspace_id, deal_id, id),
  FOREIGN KEY (workspace_id, file_id, number) REFERENCES file_versions (workspace_id, file_id, number)
);
CREATE INDEX contract_package_files_package ON contract_package_files (workspace_id, package_id, position, id);
CREATE INDEX contract_package_files_file ON contract_package_files (workspace_id, file_id);
COMMENT ON COLUMN contract_package_files.number IS 'The file''s version.';
