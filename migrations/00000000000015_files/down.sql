DROP TABLE file_usage;
DROP TABLE file_uploads;
DROP TABLE file_versions;
DROP TABLE files;
DELETE FROM lookups WHERE kind = 'file_category';
ALTER TABLE lookups DROP CONSTRAINT lookups_kind_check;
ALTER TABLE lookups ADD CONSTRAINT lookups_kind_check
  CHECK (kind IN ('source', 'loss_reason', 'industry', 'forecast_category', 'stakeholder_role', 'activity_kind'));
