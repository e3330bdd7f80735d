ALTER TABLE stages ADD COLUMN gate text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN stages.gate IS 'What a deal must have before it may enter, as kind:key, in the order it is asked for.';
