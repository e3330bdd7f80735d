ALTER TABLE notification_mails DROP COLUMN count;
DELETE FROM notification_mails WHERE kind = 'deal_assigned';
DELETE FROM notification_preferences WHERE kind = 'deal_assigned';
DELETE FROM notifications WHERE kind = 'deal_assigned';
ALTER TABLE notifications DROP CONSTRAINT notifications_kind_check;
ALTER TABLE notifications ADD CONSTRAINT notifications_kind_check CHECK (kind IN
  ('task_assigned', 'approval_requested', 'approval_decided', 'mention', 'reminder', 'deal_won'));
