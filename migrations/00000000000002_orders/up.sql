-- Lists by a column that may be empty have the empty ones last in either direction. Upwards the plain index serves; downwards
-- PostgreSQL would read the empty ones first, so that order has an index of its own.
CREATE INDEX deals_amount_down ON deals (workspace_id, amount_base DESC NULLS LAST, id DESC);
CREATE INDEX deals_closed_down ON deals (workspace_id, closed_at DESC NULLS LAST, id DESC);
CREATE INDEX deals_activity_down ON deals (workspace_id, last_activity_at DESC NULLS LAST, id DESC);
CREATE INDEX tasks_due_down ON tasks (workspace_id, due_at DESC NULLS LAST, id DESC);
CREATE INDEX accounts_revenue ON accounts (workspace_id, annual_revenue, id);
CREATE INDEX accounts_revenue_down ON accounts (workspace_id, annual_revenue DESC NULLS LAST, id DESC);
CREATE INDEX accounts_employees ON accounts (workspace_id, employees, id);
CREATE INDEX accounts_employees_down ON accounts (workspace_id, employees DESC NULLS LAST, id DESC);
