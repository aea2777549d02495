-- The transcript: what was said, who had the line, what was sent. Every insert is idempotent by its id.

CREATE TABLE conversation (
    id                       uuid PRIMARY KEY,
    channel                  text        NOT NULL CHECK (channel IN ('twilio', 'meta')),
    business_id              text        NOT NULL,
    business_phone           text        NOT NULL,
    customer                 text        NOT NULL,
    customer_name            text,
    started_at               timestamptz NOT NULL,
    last_activity_at         timestamptz NOT NULL,
    last_customer_message_at timestamptz,
    active                   boolean     NOT NULL DEFAULT true
);
CREATE INDEX conversation_customer ON conversation (customer);
CREATE INDEX conversation_recent ON conversation (last_activity_at DESC, id);

-- No row: the AI has the line, epoch 0.
CREATE TABLE conversation_control (
    conversation_id uuid PRIMARY KEY,
    holder          text        NOT NULL CHECK (holder IN ('AI', 'OPERATOR')),
    epoch           bigint      NOT NULL,
    changed_at      timestamptz NOT NULL,
    changed_by      text        NOT NULL,
    reason          text
);
CREATE INDEX conversation_control_holder ON conversation_control (holder);

CREATE TABLE control_change (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    conversation_id uuid        NOT NULL,
    from_holder     text        NOT NULL,
    to_holder       text        NOT NULL,
    epoch           bigint      NOT NULL,
    changed_by      text        NOT NULL,
    reason          text,
    at              timestamptz NOT NULL,
    UNIQUE (conversation_id, epoch)
);

CREATE TABLE message (
    id                  uuid PRIMARY KEY,
    position            bigint GENERATED ALWAYS AS IDENTITY,
    conversation_id     uuid        NOT NULL,
    direction           text        NOT NULL CHECK (direction IN ('inbound', 'outbound')),
    sender_type         text        NOT NULL CHECK (sender_type IN ('customer', 'ai', 'operator', 'system')),
    sender_id           text,
    provider_message_id text,
    text                text        NOT NULL,
    content             jsonb,
    metadata            jsonb,
    quotes              text,
    provider_time       timestamptz NOT NULL,
    status              text        NOT NULL
        CHECK (status IN ('received', 'queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'suppressed', 'unknown')),
    failure_code        text,
    failure_text        text,
    turn_id             uuid,
    created_at          timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX message_conversation ON message (conversation_id, position DESC);
CREATE INDEX message_provider ON message (provider_message_id) WHERE provider_message_id IS NOT NULL;

-- What was decided, word for word: a redelivered turn publishes exactly this again.
CREATE TABLE reply (
    id              uuid PRIMARY KEY,
    conversation_id uuid        NOT NULL,
    event           jsonb       NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now()
);

-- A turn with a row here is settled. No reply: nobody answers it on purpose, because a person had the line
-- or there was nothing to answer.
CREATE TABLE turn_answer (
    turn_id     uuid PRIMARY KEY,
    reply_id    uuid,
    answered_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE message_part (
    reply_id            uuid        NOT NULL,
    number              integer     NOT NULL CHECK (number >= 1),
    total               integer     NOT NULL,
    conversation_id     uuid        NOT NULL,
    channel             text        NOT NULL,
    text                text        NOT NULL,
    media_urls          jsonb,
    state               text        NOT NULL
        CHECK (state IN ('PENDING', 'SENDING', 'SENT', 'DELIVERED', 'READ', 'FAILED', 'SUPPRESSED', 'UNKNOWN')),
    provider_message_id text,
    attempts            integer     NOT NULL DEFAULT 0,
    failure_code        text,
    failure_text        text,
    sending_since       timestamptz,
    created_at          timestamptz NOT NULL DEFAULT now(),
    updated_at          timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (reply_id, number)
);
CREATE UNIQUE INDEX message_part_provider ON message_part (provider_message_id) WHERE provider_message_id IS NOT NULL;
CREATE INDEX message_part_unsettled ON message_part (state, updated_at) WHERE state IN ('PENDING', 'SENDING', 'UNKNOWN');

-- Statuses of messages that nobody knows yet: a callback may overtake the answer to the send.
CREATE TABLE parked_status (
    provider_message_id text        NOT NULL,
    status              text        NOT NULL,
    part                text,
    error_code          text,
    error_text          text,
    provider_time       timestamptz NOT NULL,
    received_at         timestamptz NOT NULL,
    PRIMARY KEY (provider_message_id, status)
);
CREATE INDEX parked_status_age ON parked_status (received_at);
