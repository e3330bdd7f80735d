-- The paper of a proposal as it was sent, kept among its deal's files by a job.
CREATE TABLE proposal_documents (
  workspace_id uuid NOT NULL,
  proposal_id uuid NOT NULL,
  file_id uuid,
  due_at timestamptz NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  PRIMARY KEY (workspace_id, proposal_id),
  FOREIGN KEY (workspace_id, proposal_id) REFERENCES proposals (workspace_id, id),
  FOREIGN KEY (workspace_id, file_id) REFERENCES files (workspace_id, id)
);
COMMENT ON COLUMN proposal_documents.file_id IS 'NULL until it is made.';
COMMENT ON COLUMN proposal_documents.due_at IS 'When a server may take it up; moved ahead by whoever does, so that nobody else does meanwhile.';
CREATE INDEX proposal_documents_due ON proposal_documents (due_at) WHERE file_id IS NULL;
