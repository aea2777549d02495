-- Turns that a handback has decided on, until Kafka has them: kept in the handback's own transaction, published after it,
-- and again by any instance while they are here. A turn's id follows from its first message and the epoch.
CREATE TABLE turn_outbox (
    turn_id uuid PRIMARY KEY,
    event   bytea       NOT NULL,
    kept_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX turn_outbox_age ON turn_outbox (kept_at);
