-- Where the customer wrote from last, where that is not the address the conversation is kept under: another spelling of the
-- number, or what came in its place. And since when the customer wants to hear nothing; what was said about it last counts.
ALTER TABLE conversation
    ADD COLUMN writes_from        text,
    ADD COLUMN opted_out_at       timestamptz,
    ADD COLUMN opt_out_changed_at timestamptz;
CREATE INDEX conversation_writes_from ON conversation (writes_from) WHERE writes_from IS NOT NULL;
