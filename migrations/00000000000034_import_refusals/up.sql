-- Why a row was not taken, as a mutation would have refused it: each with its code and path, and what a stage asks for.
ALTER TABLE import_problems ADD COLUMN refusals jsonb NOT NULL DEFAULT '[]';
COMMENT ON COLUMN import_problems.refusals IS 'All that is wrong with the row, as refusals; empty for warnings and for imports from before.';
