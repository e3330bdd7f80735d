ALTER TABLE tasks DROP COLUMN custom;
ALTER TABLE deals DROP COLUMN custom;
ALTER TABLE contacts DROP COLUMN custom;
ALTER TABLE accounts DROP COLUMN custom;
DROP FUNCTION custom_number(text);
DROP TABLE custom_fields;
