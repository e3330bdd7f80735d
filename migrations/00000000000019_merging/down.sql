DROP INDEX external_ids_record;
ALTER TABLE contacts DROP COLUMN absorbed, DROP COLUMN merged_into_id;
ALTER TABLE accounts DROP COLUMN absorbed, DROP COLUMN merged_into_id;
