-- The ledger of model calls: what each used and what it cost, as it was priced then; failed and cancelled ones, too. A call
-- that is repeated under its id, because its turn was delivered again, is added to its row. profile_id is null for the
-- built-in profile, reply_id for a call without a reply; business is the provider's id of the business number. The names of
-- profile and model are kept as they were. Tokens mean the same for every provider: cached and audio are part of input,
-- cache_write is not; thoughts are no part of output.
CREATE TABLE ai_call (
    id              uuid PRIMARY KEY,
    turn_id         uuid        NOT NULL,
    reply_id        uuid,
    conversation_id uuid        NOT NULL,
    business        text        NOT NULL,
    kind            text        NOT NULL,
    profile_id      uuid,
    profile_version bigint      NOT NULL,
    profile         text        NOT NULL,
    persona_id      uuid,
    persona_version bigint,
    model           text        NOT NULL,
    outcome         text        NOT NULL,
    finish          text,
    calls           integer     NOT NULL DEFAULT 1,
    input           bigint      NOT NULL,
    cached          bigint      NOT NULL,
    cache_write     bigint      NOT NULL,
    audio           bigint      NOT NULL,
    output          bigint      NOT NULL,
    thoughts        bigint      NOT NULL,
    -- Millionths of a dollar.
    micros          bigint      NOT NULL,
    -- True where the provider told no usage, and it was estimated.
    estimated       boolean     NOT NULL,
    -- The date of the price list, or 'profile' or 'unknown'.
    price_taken     text        NOT NULL,
    started_at      timestamptz NOT NULL,
    took_ms         bigint      NOT NULL
);
-- A day's sum, of all or of a business number, and a conversation's, are read from the index alone.
CREATE INDEX ai_call_day ON ai_call (started_at) INCLUDE (micros, business);
CREATE INDEX ai_call_conversation ON ai_call (conversation_id, started_at) INCLUDE (micros);
