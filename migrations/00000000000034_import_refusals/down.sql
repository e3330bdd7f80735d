ALTER TABLE import_problems DROP COLUMN refusals;
