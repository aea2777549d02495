-- Debug mode of a conversation, and what its replies were made of: the customer's text, the system prompt, the history. At
-- most 20 a conversation, for some days. Without a persona the environment's was in force.
ALTER TABLE conversation ADD COLUMN debug boolean NOT NULL DEFAULT false;

CREATE TABLE debug_entry (
    reply_id        uuid PRIMARY KEY,
    conversation_id uuid        NOT NULL,
    at              timestamptz NOT NULL DEFAULT clock_timestamp(),
    entry           text        NOT NULL,
    system          text        NOT NULL,
    history         jsonb       NOT NULL,
    persona_id      uuid,
    persona_name    text,
    persona_version bigint,
    profile         text        NOT NULL
);
CREATE INDEX debug_entry_conversation ON debug_entry (conversation_id, at DESC);
CREATE INDEX debug_entry_age ON debug_entry (at);

-- Debug mode is switched on and off as the AI is.
ALTER TABLE ai_change DROP CONSTRAINT ai_change_kind_check;
ALTER TABLE ai_change ADD CONSTRAINT ai_change_kind_check
    CHECK (kind IN ('SWITCHED_ON', 'SWITCHED_OFF', 'RESET', 'DEBUG_ON', 'DEBUG_OFF'));
