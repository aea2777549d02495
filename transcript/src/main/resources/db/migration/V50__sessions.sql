-- The session of a conversation: what the model is shown begins with it. A message that is not before session_ends_at begins
-- the next one. session_history_from is set where what is shown begins before the session: at a handback, with what was
-- said while an operator was the owner. No index has these columns: a message's update of its conversation stays as cheap
-- as it was (heap-only tuples). Null: a conversation from before this migration, whose session ends 24 hours after its
-- last message.
ALTER TABLE conversation
    ADD COLUMN session_number       integer NOT NULL DEFAULT 1,
    ADD COLUMN session_started_at   timestamptz,
    ADD COLUMN session_ends_at      timestamptz,
    ADD COLUMN session_history_from timestamptz;
