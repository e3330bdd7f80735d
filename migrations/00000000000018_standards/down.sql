DROP TABLE data_standards;
