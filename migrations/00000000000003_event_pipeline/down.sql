ALTER TABLE events DROP COLUMN pipeline_id;
