COMMENT ON COLUMN deal_lines.discount_percent IS NULL;
DROP TABLE order_lines;
DROP TABLE orders;
DROP TABLE proposal_lines;
DROP TABLE proposals;
DROP TABLE document_numbers;
