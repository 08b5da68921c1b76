DROP TABLE deliveries;
DROP TABLE webhooks;
DROP TABLE watch_lists;
