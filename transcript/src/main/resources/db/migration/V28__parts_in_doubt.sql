-- For the question whether another part with the same words is in doubt; a part that arrived is in no such index.
CREATE INDEX message_part_doubtful ON message_part (conversation_id) WHERE state IN ('UNKNOWN', 'FAILED');
