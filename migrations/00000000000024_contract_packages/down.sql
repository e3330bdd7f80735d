DROP TABLE contract_package_files;
DROP TABLE contract_packages;
ALTER TABLE files DROP CONSTRAINT files_of_deal;
