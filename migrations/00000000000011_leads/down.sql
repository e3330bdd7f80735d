DELETE FROM custom_fields WHERE subject = 'lead';
ALTER TABLE custom_fields DROP CONSTRAINT custom_fields_subject_check;
ALTER TABLE custom_fields ADD CONSTRAINT custom_fields_subject_check
  CHECK (subject IN ('account', 'contact', 'deal', 'task'));
DELETE FROM activity_attendees a USING activities b
  WHERE b.workspace_id = a.workspace_id AND b.id = a.activity_id AND num_nonnulls(b.deal_id, b.account_id, b.contact_id) = 0;
DELETE FROM activities WHERE num_nonnulls(deal_id, account_id, contact_id) = 0;
ALTER TABLE activities DROP CONSTRAINT activities_check;
ALTER TABLE activities DROP COLUMN lead_id;
ALTER TABLE activities ADD CONSTRAINT activities_check CHECK (num_nonnulls(deal_id, account_id, contact_id) > 0);
DELETE FROM notes WHERE num_nonnulls(deal_id, account_id, contact_id) = 0;
ALTER TABLE notes DROP CONSTRAINT notes_check;
ALTER TABLE notes DROP COLUMN lead_id;
ALTER TABLE notes ADD CONSTRAINT notes_check CHECK (num_nonnulls(deal_id, account_id, contact_id) = 1);
ALTER TABLE tasks DROP COLUMN lead_id;
DROP INDEX contacts_emails;
DROP INDEX accounts_domain;
DROP FUNCTION lower_all(text[]);
DROP FUNCTION domain_of(text);
DROP TABLE leads;
