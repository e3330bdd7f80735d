DROP TABLE deal_competitors;
DROP TABLE competitors;
DROP TABLE deal_lines;
DROP TABLE products;
