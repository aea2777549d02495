-- Records that were set aside, so that a person can look at them and put them back. The event is kept word for word, as bytes:
-- neither text nor jsonb can hold everything that a record may hold.
CREATE TABLE dead_letter (
    id          uuid PRIMARY KEY,
    origin      text        NOT NULL,
    place       text        NOT NULL,
    record_key  text,
    record_type text,
    cause       text        NOT NULL,
    attempts    integer     NOT NULL,
    at          timestamptz NOT NULL,
    turn_id     uuid,
    replay_of   uuid,
    event       bytea       NOT NULL,
    replays     integer     NOT NULL DEFAULT 0,
    replayed_at timestamptz,
    replayed_by text
);
CREATE INDEX dead_letter_recent ON dead_letter (at DESC, id);
