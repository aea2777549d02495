-- Every webhook that was answered, for a while. Bodies are the customers' words: an administrator's to read.
CREATE TABLE webhook_record (
    id          uuid PRIMARY KEY,
    received_at timestamptz NOT NULL,
    route       text        NOT NULL,
    method      text        NOT NULL,
    path        text,
    query       text,
    headers     text        NOT NULL,
    body        text        NOT NULL,
    verdict     text        NOT NULL,
    genuine     boolean     NOT NULL,
    http_status integer     NOT NULL,
    took_micros bigint      NOT NULL,
    error       text,
    replays     integer     NOT NULL DEFAULT 0,
    replayed_at timestamptz,
    replayed_by text
);
CREATE INDEX webhook_record_recent ON webhook_record (received_at DESC, id);
