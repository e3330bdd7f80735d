DROP TABLE proposal_documents;
