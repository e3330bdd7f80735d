-- Proposals have custom fields too.
ALTER TABLE proposals ADD COLUMN custom jsonb NOT NULL DEFAULT '{}';
CREATE INDEX proposals_custom ON proposals USING gin (custom jsonb_path_ops);

ALTER TABLE custom_fields DROP CONSTRAINT custom_fields_subject_check;
ALTER TABLE custom_fields ADD CONSTRAINT custom_fields_subject_check
  CHECK (subject IN ('account', 'contact', 'deal', 'task', 'lead', 'proposal'));
