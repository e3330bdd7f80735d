DROP TABLE influence_links;
DROP TABLE stakeholders;
DELETE FROM lookups WHERE kind = 'stakeholder_role';
ALTER TABLE lookups DROP CONSTRAINT lookups_kind_check;
ALTER TABLE lookups ADD CONSTRAINT lookups_kind_check
  CHECK (kind IN ('source', 'loss_reason', 'industry', 'forecast_category'));
