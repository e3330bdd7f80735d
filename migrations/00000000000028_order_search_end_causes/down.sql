ALTER TABLE import_problems DROP COLUMN code, DROP COLUMN field;
ALTER TABLE approvals ADD COLUMN void_reason text;
UPDATE approvals SET void_reason = concat_ws(' ', end_cause, end_name) WHERE status = 'voided';
ALTER TABLE approvals DROP COLUMN end_cause, DROP COLUMN end_name;
DROP INDEX orders_search;
