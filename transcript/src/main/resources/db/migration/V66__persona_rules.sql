-- Rules of a persona beside its texts. Listed: it answers the customers of its audience only; the others' messages are kept
-- for operators, or dropped. Null: the environment's session (JSON of SessionMode), limit of turns a minute and limit of
-- tokens; no cache of answers.
ALTER TABLE persona
    ADD COLUMN answer         text NOT NULL DEFAULT 'everyone' CHECK (answer IN ('everyone', 'listed')),
    ADD COLUMN unlisted       text NOT NULL DEFAULT 'kept' CHECK (unlisted IN ('kept', 'dropped')),
    ADD COLUMN session        jsonb,
    ADD COLUMN max_turns      integer,
    ADD COLUMN context_tokens integer,
    ADD COLUMN debug          text NOT NULL DEFAULT 'off' CHECK (debug IN ('off', 'operators', 'customer')),
    ADD COLUMN cache_minutes  integer;
