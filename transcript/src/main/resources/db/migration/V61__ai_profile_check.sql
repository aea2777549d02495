-- Who has asked the model of an AI profile for a token, and what came of it.
CREATE TABLE ai_profile_check (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         timestamptz NOT NULL DEFAULT now(),
    checked_by text        NOT NULL,
    profile_id uuid        NOT NULL,
    version    bigint      NOT NULL,
    status     text        NOT NULL,
    code       text,
    millis     bigint      NOT NULL
);
