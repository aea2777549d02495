-- What operators decided about parts whose outcome nobody could find out; each is about one attempt to send.
CREATE TABLE part_decision (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    reply_id   uuid        NOT NULL,
    number     integer     NOT NULL,
    attempt    integer     NOT NULL,
    decision   text        NOT NULL CHECK (decision IN ('RESEND', 'DROP')),
    decided_by text        NOT NULL,
    at         timestamptz NOT NULL
);
CREATE INDEX part_decision_part ON part_decision (reply_id, number, id DESC);

-- When an operator's resend was taken up: from then on the part is tried as long as a new one.
ALTER TABLE message_part ADD COLUMN resumed_at timestamptz;

-- For the list of parts that did not arrive; those that are still open have message_part_unsettled.
CREATE INDEX message_part_ended ON message_part (state, updated_at) WHERE state IN ('FAILED', 'SUPPRESSED');
