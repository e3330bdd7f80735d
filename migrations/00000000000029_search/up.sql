-- Names as the search compares them, kept beside them: folding thousands of names took most of the time of a search.
DROP INDEX deals_search;
DROP INDEX accounts_search;
DROP INDEX contacts_search;
DROP INDEX leads_search;
DROP INDEX files_search;
ALTER TABLE deals ADD COLUMN folded text NOT NULL GENERATED ALWAYS AS (fold(name)) STORED;
ALTER TABLE accounts ADD COLUMN folded text NOT NULL GENERATED ALWAYS AS (fold(name)) STORED;
ALTER TABLE contacts ADD COLUMN folded text NOT NULL GENERATED ALWAYS AS (fold(first_name || ' ' || last_name)) STORED;
ALTER TABLE leads ADD COLUMN folded text NOT NULL GENERATED ALWAYS AS
  (fold(topic || ' ' || coalesce(company, '') || ' ' || coalesce(first_name, '') || ' ' || coalesce(last_name, ''))) STORED;
ALTER TABLE files ADD COLUMN folded text NOT NULL GENERATED ALWAYS AS (fold(name)) STORED;
CREATE INDEX deals_search ON deals USING gin (workspace_id, folded gin_trgm_ops);
CREATE INDEX accounts_search ON accounts USING gin (workspace_id, folded gin_trgm_ops);
CREATE INDEX contacts_search ON contacts USING gin (workspace_id, folded gin_trgm_ops);
CREATE INDEX leads_search ON leads USING gin (workspace_id, folded gin_trgm_ops);
CREATE INDEX files_search ON files USING gin (workspace_id, folded gin_trgm_ops);

-- The words those names are made of: what is typed wrong is compared with each word once, instead of with each name that has it.
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;
CREATE TABLE search_words (
  workspace_id uuid NOT NULL REFERENCES workspaces (id),
  word text NOT NULL
);
-- Not unique: two that bring the same new word at once need not wait for one another, nor get in each other's way.
CREATE INDEX search_words_word ON search_words (workspace_id, word);
CREATE INDEX search_words_part ON search_words USING gin (workspace_id, word gin_trgm_ops);
COMMENT ON TABLE search_words IS 'Words in names that the search box looks into. A word may stand here twice.';

-- Shorter words are like too much, and nobody remembers longer ones; those with digits are numbers of something, not misspelt.
CREATE FUNCTION words_of(folded text) RETURNS SETOF text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT DISTINCT word FROM regexp_split_to_table(folded, '[^[:alnum:]]+') AS word
      WHERE length(word) BETWEEN 4 AND 40 AND word !~ '[0-9]' $$;

CREATE FUNCTION keep_search_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_words (workspace_id, word)
  SELECT NEW.workspace_id, used.word FROM words_of(NEW.folded) AS used (word)
  WHERE NOT EXISTS (SELECT FROM search_words known WHERE known.workspace_id = NEW.workspace_id AND known.word = used.word);
  RETURN NULL;
END $$;

DO $$
DECLARE named text;
BEGIN
  FOREACH named IN ARRAY ARRAY['deals', 'accounts', 'contacts', 'leads', 'files'] LOOP
    EXECUTE format('CREATE TRIGGER %1$s_new_words AFTER INSERT ON %1$I FOR EACH ROW EXECUTE FUNCTION keep_search_words()', named);
    EXECUTE format('CREATE TRIGGER %1$s_other_words AFTER UPDATE ON %1$I FOR EACH ROW
                    WHEN (OLD.folded IS DISTINCT FROM NEW.folded) EXECUTE FUNCTION keep_search_words()', named);
  END LOOP;
END $$;

INSERT INTO search_words (workspace_id, word)
SELECT workspace_id, words_of(folded) FROM deals UNION SELECT workspace_id, words_of(folded) FROM accounts
UNION SELECT workspace_id, words_of(folded) FROM contacts UNION SELECT workspace_id, words_of(folded) FROM leads
UNION SELECT workspace_id, words_of(folded) FROM files;
