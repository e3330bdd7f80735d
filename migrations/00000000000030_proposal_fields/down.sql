DELETE FROM custom_fields WHERE subject = 'proposal';
ALTER TABLE custom_fields DROP CONSTRAINT custom_fields_subject_check;
ALTER TABLE custom_fields ADD CONSTRAINT custom_fields_subject_check
  CHECK (subject IN ('account', 'contact', 'deal', 'task', 'lead'));

ALTER TABLE proposals DROP COLUMN custom;
