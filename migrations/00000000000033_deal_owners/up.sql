-- Whoever somebody else makes a deal's owner is told.
ALTER TABLE notifications DROP CONSTRAINT notifications_kind_check;
ALTER TABLE notifications ADD CONSTRAINT notifications_kind_check CHECK (kind IN
  ('task_assigned', 'deal_assigned', 'approval_requested', 'approval_decided', 'mention', 'reminder', 'deal_won'));
-- Deals that are handed over together are one e-mail.
ALTER TABLE notification_mails ADD COLUMN count int NOT NULL DEFAULT 1 CHECK (count > 0);
COMMENT ON COLUMN notification_mails.count IS 'Of deals handed over together: how many it tells of.';
