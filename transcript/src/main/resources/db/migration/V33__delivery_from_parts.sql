-- How far a reply has been delivered, by its parts: a message has this status in place of its own, which is that of its
-- insert. Failed, suppressed or unknown, in this order, where a part is; otherwise as far as its least advanced part.
-- A function, because it is inlined into the query that calls it; a view would be aggregated for all replies. No rows of
-- message_part: all columns are null. The columns failure_code and failure_text of message are not written any more.
CREATE FUNCTION message_delivery(uuid)
    RETURNS TABLE (status text, failure_code text, failure_text text, provider_message_id text)
    LANGUAGE sql STABLE PARALLEL SAFE ROWS 1 AS
$$
SELECT CASE
           WHEN bool_or(part.state = 'FAILED') THEN 'failed'
           WHEN bool_or(part.state = 'SUPPRESSED') THEN 'suppressed'
           WHEN bool_or(part.state = 'UNKNOWN') THEN 'unknown'
           WHEN bool_and(part.state = 'PENDING') THEN 'queued'
           WHEN bool_or(part.state IN ('PENDING', 'SENDING')) THEN 'sending'
           WHEN bool_or(part.state = 'SENT') THEN 'sent'
           WHEN bool_or(part.state = 'DELIVERED') THEN 'delivered'
           WHEN bool_or(part.state = 'READ') THEN 'read'
       END,
       (array_agg(part.failure_code
                  ORDER BY array_position(ARRAY ['FAILED', 'SUPPRESSED', 'UNKNOWN'], part.state),
                      part.failure_code IS NULL, part.number))[1],
       (array_agg(part.failure_text
                  ORDER BY array_position(ARRAY ['FAILED', 'SUPPRESSED', 'UNKNOWN'], part.state),
                      part.failure_code IS NULL, part.number))[1],
       min(part.provider_message_id) FILTER (WHERE part.number = 1)
FROM message_part part
WHERE part.reply_id = $1
$$;

-- What lists and checks look for, null once the provider has the part: from then on a status changes no column of an
-- index, and its update needs no entries in the indexes (heap-only tuples), for which the pages keep room.
ALTER TABLE message_part
    ADD COLUMN listed_state text GENERATED ALWAYS AS
        (CASE WHEN state IN ('PENDING', 'SENDING', 'UNKNOWN', 'FAILED', 'SUPPRESSED') THEN state END) STORED,
    ADD COLUMN listed_since timestamptz GENERATED ALWAYS AS
        (CASE WHEN state IN ('PENDING', 'SENDING', 'UNKNOWN', 'FAILED', 'SUPPRESSED') THEN updated_at END) STORED,
    SET (fillfactor = 80);
DROP INDEX message_part_unsettled;
DROP INDEX message_part_ended;
DROP INDEX message_part_doubtful;
CREATE INDEX message_part_listed ON message_part (listed_state, listed_since) WHERE listed_state IS NOT NULL;
CREATE INDEX message_part_doubtful ON message_part (conversation_id) WHERE listed_state IN ('UNKNOWN', 'FAILED');

ALTER TABLE conversation SET (fillfactor = 80);
