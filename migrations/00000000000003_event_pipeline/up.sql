ALTER TABLE events ADD COLUMN pipeline_id uuid;
COMMENT ON COLUMN events.pipeline_id IS 'Of news of a deal: the pipeline it is in afterwards, so that boards of others need not ask. Older events do not say.';
