-- Whoever is mentioned in a note is told.
ALTER TABLE notifications DROP CONSTRAINT notifications_kind_check;
ALTER TABLE notifications ADD CONSTRAINT notifications_kind_check CHECK (kind IN
  ('task_assigned', 'approval_requested', 'approval_decided', 'mention', 'reminder', 'deal_won'));
ALTER TABLE notifications DROP CONSTRAINT notifications_target_kind_check;
ALTER TABLE notifications ADD CONSTRAINT notifications_target_kind_check CHECK (target_kind IN
  ('task', 'activity', 'approval', 'deal', 'note'));
COMMENT ON COLUMN notes.body IS 'Plain text; @[Anna](user_…) mentions somebody.';
