-- Replies of a business number that has more of them than may be under way at once. Each conversation's are taken up in their order, by who
-- has its partition; their parts wait in message_part. The event is kept word for word, as bytes: jsonb cannot hold everything.
CREATE TABLE parked_reply (
    reply_id        uuid PRIMARY KEY,
    position        bigint GENERATED ALWAYS AS IDENTITY,
    conversation_id uuid        NOT NULL,
    channel         text        NOT NULL,
    business_id     text        NOT NULL,
    partition       integer     NOT NULL,
    event           bytea       NOT NULL,
    parked_at       timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX parked_reply_conversation ON parked_reply (conversation_id, position);
CREATE INDEX parked_reply_channel ON parked_reply (channel, partition);
