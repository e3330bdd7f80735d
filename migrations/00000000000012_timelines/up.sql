-- What happened on a deal and with an account, the newest first.
CREATE INDEX events_deal ON events (workspace_id, deal_id, seq) WHERE deal_id IS NOT NULL;
CREATE INDEX events_account ON events (workspace_id, account_id, seq) WHERE account_id IS NOT NULL;
