CREATE INDEX orders_search ON orders USING gin (workspace_id, fold(number) gin_trgm_ops);
