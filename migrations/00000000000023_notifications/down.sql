DROP INDEX activities_coming_to_end;
DROP INDEX tasks_coming_due;
DROP TABLE notification_mails;
DROP TABLE notification_occasions;
DROP TABLE notification_positions;
DROP TABLE notification_preferences;
DROP TABLE notifications;
