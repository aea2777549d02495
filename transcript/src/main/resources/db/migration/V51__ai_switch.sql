-- Where the AI is switched off: as a whole (business is empty), for a business number (its phone number or the provider's
-- id), for a conversation. A business number without a row is switched on.
CREATE TABLE ai_switch (
    business   text PRIMARY KEY,
    enabled    boolean     NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by text        NOT NULL,
    reason     text
);
ALTER TABLE conversation ADD COLUMN ai_off boolean NOT NULL DEFAULT false;

-- Who has switched the AI on or off, or begun a conversation's session anew. Both business and conversation are null where
-- it was the AI as a whole.
CREATE TABLE ai_change (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind            text        NOT NULL CHECK (kind IN ('SWITCHED_ON', 'SWITCHED_OFF', 'RESET')),
    business        text,
    conversation_id uuid,
    changed_by      text        NOT NULL,
    reason          text,
    at              timestamptz NOT NULL
);
CREATE INDEX ai_change_age ON ai_change (at);

-- The reason for which a turn was deliberately left unanswered, as the API shows it.
ALTER TABLE turn_answer ADD COLUMN reason text;
