ALTER TABLE lookups DROP COLUMN minutes_expected;
DROP TABLE deal_steps;
ALTER TABLE tasks DROP COLUMN plan_item_id, DROP COLUMN plan_run_id;
DROP TABLE plan_runs;
ALTER TABLE stages DROP COLUMN go_no_go, DROP COLUMN steps, DROP COLUMN activity_plan_id;
DROP TABLE activity_plans;
