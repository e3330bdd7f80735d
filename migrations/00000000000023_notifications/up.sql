-- What somebody is told. Several things of one kind about one deal are one line until it is read.
CREATE TABLE notifications (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN
    ('task_assigned', 'approval_requested', 'approval_decided', 'reminder', 'deal_won')),
  target_kind text NOT NULL CHECK (target_kind IN ('task', 'activity', 'approval', 'deal')),
  target_id uuid NOT NULL,
  deal_id uuid,
  actor jsonb NOT NULL,
  count int NOT NULL CHECK (count > 0),
  at timestamptz NOT NULL,
  read_at timestamptz,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, user_id) REFERENCES users (workspace_id, id),
  FOREIGN KEY (workspace_id, deal_id) REFERENCES deals (workspace_id, id)
);
CREATE INDEX notifications_mine ON notifications (workspace_id, user_id, at, id);
CREATE INDEX notifications_unread ON notifications (workspace_id, user_id, at, id) WHERE read_at IS NULL;
CREATE INDEX notifications_deal ON notifications (workspace_id, deal_id) WHERE deal_id IS NOT NULL;
-- Those that are cleared away.
CREATE INDEX notifications_read ON notifications (read_at) WHERE read_at IS NOT NULL;
COMMENT ON COLUMN notifications.target_id IS 'The record it is about: of several the latest.';
COMMENT ON COLUMN notifications.count IS 'How many things it stands for.';
COMMENT ON COLUMN notifications.at IS 'When the latest of them happened.';

-- What somebody wants to be told of, where that is not what everybody is.
CREATE TABLE notification_preferences (
  workspace_id uuid NOT NULL,
  user_id uuid NOT NULL,
  kind text NOT NULL,
  inbox boolean NOT NULL,
  email boolean NOT NULL,
  PRIMARY KEY (workspace_id, user_id, kind),
  FOREIGN KEY (workspace_id, user_id) REFERENCES users (workspace_id, id)
);

-- How far the log was read for notifications. Its row is locked by whoever reads on, until what they tell is committed.
CREATE TABLE notification_positions (
  workspace_id uuid PRIMARY KEY REFERENCES workspaces (id),
  seq bigint NOT NULL,
  began_at timestamptz NOT NULL
);
COMMENT ON COLUMN notification_positions.began_at IS 'Nobody is reminded of what came due before.';

-- What somebody was reminded of: a task or an activity, and the instant it came due. Each once.
CREATE TABLE notification_occasions (
  workspace_id uuid NOT NULL,
  user_id uuid NOT NULL,
  target_id uuid NOT NULL,
  due_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, user_id, target_id, due_at),
  FOREIGN KEY (workspace_id, user_id) REFERENCES users (workspace_id, id)
);
CREATE INDEX notification_occasions_due ON notification_occasions (due_at);

-- E-mails to be sent. What they say is put together when they are: by then somebody may see less, or have read it.
CREATE TABLE notification_mails (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  notification_id uuid,
  kind text NOT NULL,
  target_kind text NOT NULL,
  target_id uuid NOT NULL,
  deal_id uuid,
  actor jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  due_at timestamptz,
  attempts int NOT NULL DEFAULT 0,
  sent_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, user_id) REFERENCES users (workspace_id, id),
  FOREIGN KEY (workspace_id, deal_id) REFERENCES deals (workspace_id, id),
  FOREIGN KEY (workspace_id, notification_id) REFERENCES notifications (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX notification_mails_due ON notification_mails (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX notification_mails_line ON notification_mails (workspace_id, notification_id, created_at);
CREATE INDEX notification_mails_created ON notification_mails (created_at);
COMMENT ON COLUMN notification_mails.notification_id IS 'The line in the inbox; NULL for who wants e-mail only.';
COMMENT ON COLUMN notification_mails.due_at IS 'When it is tried next; NULL when it was sent, or is not to be any more.';

-- For the round that looks for what has come due, over all workspaces.
CREATE INDEX tasks_coming_due ON tasks (due_at) WHERE status = 'open' AND due_at IS NOT NULL;
CREATE INDEX activities_coming_to_end ON activities (coalesce(ends_at, starts_at)) WHERE status = 'planned' AND NOT archived;
