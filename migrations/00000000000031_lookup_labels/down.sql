ALTER TABLE lookups DROP COLUMN labels;
