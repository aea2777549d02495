-- Turns that a handback has decided on, until Kafka has them: kept in the handback's own transaction, published after it,
-- and again by any instance while they are here and the line has not changed hands since. A turn's id follows from its first message and the epoch.
CREATE TABLE turn_outbox (
    turn_id         uuid PRIMARY KEY,
    conversation_id uuid        NOT NULL,
    epoch           bigint      NOT NULL,
    event           bytea       NOT NULL,
    kept_at         timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX turn_outbox_age ON turn_outbox (kept_at);
