-- Words by which a conversation is found. Beside the conversation, which changes with every message: an index of trigrams on
-- that table would take in some twenty entries each time. The extension is a trusted one: whoever may create in the
-- database may add it, and it may be there already.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE conversation_search (
    conversation_id uuid PRIMARY KEY REFERENCES conversation (id) ON DELETE CASCADE,
    words           text NOT NULL
);

CREATE FUNCTION keep_conversation_searchable() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    INSERT INTO conversation_search (conversation_id, words)
    VALUES (NEW.id, concat_ws(E'\n', NEW.customer, NEW.customer_name))
    ON CONFLICT (conversation_id) DO UPDATE SET words = excluded.words;
    RETURN NULL;
END
$$;

CREATE TRIGGER conversation_made AFTER INSERT ON conversation
    FOR EACH ROW EXECUTE FUNCTION keep_conversation_searchable();
CREATE TRIGGER conversation_renamed AFTER UPDATE OF customer, customer_name ON conversation
    FOR EACH ROW
    WHEN (OLD.customer IS DISTINCT FROM NEW.customer OR OLD.customer_name IS DISTINCT FROM NEW.customer_name)
    EXECUTE FUNCTION keep_conversation_searchable();

INSERT INTO conversation_search (conversation_id, words)
SELECT id, concat_ws(E'\n', customer, customer_name) FROM conversation;
CREATE INDEX conversation_search_words ON conversation_search USING gin (words gin_trgm_ops);
