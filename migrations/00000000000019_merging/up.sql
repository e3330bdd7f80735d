-- Two accounts, or two contacts, that turned out to be one: the merged one is put away and says which one it is now.
ALTER TABLE accounts
  ADD COLUMN merged_into_id uuid,
  ADD COLUMN absorbed uuid[],
  ADD FOREIGN KEY (workspace_id, merged_into_id) REFERENCES accounts (workspace_id, id),
  ADD CONSTRAINT accounts_merged_is_archived CHECK (merged_into_id IS NULL OR archived);
CREATE INDEX accounts_merged ON accounts (workspace_id, merged_into_id) WHERE merged_into_id IS NOT NULL;
COMMENT ON COLUMN accounts.absorbed IS 'The accounts that were merged into this one, directly or with one of them: their past is its past.';

ALTER TABLE contacts
  ADD COLUMN merged_into_id uuid,
  ADD COLUMN absorbed uuid[],
  ADD FOREIGN KEY (workspace_id, merged_into_id) REFERENCES contacts (workspace_id, id),
  ADD CONSTRAINT contacts_merged_is_archived CHECK (merged_into_id IS NULL OR archived);
CREATE INDEX contacts_merged ON contacts (workspace_id, merged_into_id) WHERE merged_into_id IS NOT NULL;
COMMENT ON COLUMN contacts.absorbed IS 'The contacts that were merged into this one, directly or with one of them: their past is its past.';

-- By the record: a merge makes its ids stand for another.
CREATE INDEX external_ids_record ON external_ids (workspace_id, record_id);
