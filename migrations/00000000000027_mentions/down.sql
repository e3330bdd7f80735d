DELETE FROM notification_mails WHERE kind = 'mention';
DELETE FROM notification_preferences WHERE kind = 'mention';
DELETE FROM notifications WHERE kind = 'mention';
ALTER TABLE notifications DROP CONSTRAINT notifications_kind_check;
ALTER TABLE notifications ADD CONSTRAINT notifications_kind_check CHECK (kind IN
  ('task_assigned', 'approval_requested', 'approval_decided', 'reminder', 'deal_won'));
ALTER TABLE notifications DROP CONSTRAINT notifications_target_kind_check;
ALTER TABLE notifications ADD CONSTRAINT notifications_target_kind_check CHECK (target_kind IN
  ('task', 'activity', 'approval', 'deal'));
COMMENT ON COLUMN notes.body IS NULL;
