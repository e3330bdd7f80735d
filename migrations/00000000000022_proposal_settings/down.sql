DROP TABLE proposal_logos;
DROP TABLE proposal_settings;
