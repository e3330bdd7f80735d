DROP INDEX orders_search;
