DROP TRIGGER deal_sums_update ON deals;
DROP TRIGGER deal_sums_delete ON deals;
DROP TRIGGER deal_sums_insert ON deals;
DROP FUNCTION deal_sums_of_one();
DROP FUNCTION deal_sums_of_many();
DROP INDEX deals_restricted;
DROP TABLE deal_sums;
