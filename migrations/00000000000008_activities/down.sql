DROP TABLE activity_attendees;
DROP TABLE activities;
DELETE FROM lookups WHERE kind = 'activity_kind';
ALTER TABLE lookups DROP CONSTRAINT lookups_kind_check;
ALTER TABLE lookups ADD CONSTRAINT lookups_kind_check
  CHECK (kind IN ('source', 'loss_reason', 'industry', 'forecast_category', 'stakeholder_role'));
