DROP INDEX events_account;
DROP INDEX events_deal;
