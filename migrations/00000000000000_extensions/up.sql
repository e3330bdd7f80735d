-- Trigram search, search without accents, and GIN indexes that begin with workspace_id. All three are trusted extensions:
-- the database's owner may create them.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS btree_gin;
