-- The webhook log by day of receipt (UTC), so that what is too old is dropped with its day instead of deleted row by row.
-- The operator service makes the days ahead and drops them; what has no day yet, or never gets one, lies in _rest.
-- Unique is the id together with the time: a webhook that comes again has both from its first time.
ALTER TABLE webhook_record RENAME TO webhook_record_rest;
ALTER TABLE webhook_record_rest
    DROP CONSTRAINT webhook_record_pkey,
    ADD CONSTRAINT webhook_record_rest_pkey PRIMARY KEY (id, received_at);
ALTER INDEX webhook_record_recent RENAME TO webhook_record_rest_recent;

CREATE TABLE webhook_record (LIKE webhook_record_rest INCLUDING DEFAULTS, PRIMARY KEY (id, received_at))
    PARTITION BY RANGE (received_at);
CREATE INDEX webhook_record_recent ON webhook_record (received_at DESC, id);
ALTER TABLE webhook_record ATTACH PARTITION webhook_record_rest DEFAULT;
