-- Settings of the AI that administrators change. Every write raises the one version in its own transaction; it holds the
-- row's lock until its commit, so that writes are in order and whoever sees a version sees all that was written up to it.
CREATE TABLE ai_settings_version (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    version  bigint NOT NULL
);
INSERT INTO ai_settings_version (version) VALUES (0);

-- The version of a row, here and below, is the settings' version of its last write.
CREATE TABLE ai_profile (
    id                   uuid PRIMARY KEY,
    position             bigint GENERATED ALWAYS AS IDENTITY,
    version              bigint  NOT NULL,
    name                 text    NOT NULL UNIQUE,
    provider             text    NOT NULL,
    model                text,
    base_url             text,
    -- Sealed for this row with SECRETS_KEYSET; the hint is the key's last characters.
    key_sealed           bytea,
    key_hint             text,
    max_tokens           integer NOT NULL DEFAULT 1000,
    temperature          double precision,
    thinking_budget      integer,
    timeout_millis       bigint  NOT NULL,
    max_concurrent_calls integer NOT NULL,
    fallbacks            uuid[]  NOT NULL DEFAULT '{}',
    active               boolean NOT NULL DEFAULT true
);

CREATE TABLE persona (
    id               uuid PRIMARY KEY,
    version          bigint NOT NULL,
    name             text   NOT NULL UNIQUE,
    persona          text   NOT NULL,
    prompt           text   NOT NULL,
    profile_id       uuid REFERENCES ai_profile,
    -- A language tag; null for the customer's own language.
    language         text,
    -- Messages before the turn that the model is shown; null for MAX_CONTEXT_MESSAGES.
    context_messages integer
);

-- A customer's address, a business number's digits, or nothing for the default; each has one persona.
CREATE TABLE persona_audience (
    kind       text NOT NULL CHECK (kind IN ('customer', 'business', 'default')),
    address    text NOT NULL,
    persona_id uuid NOT NULL REFERENCES persona ON DELETE CASCADE,
    PRIMARY KEY (kind, address)
);

-- Texts in place of standard texts; empty for every business number, every language.
CREATE TABLE standard_text (
    name     text   NOT NULL,
    business text   NOT NULL,
    language text   NOT NULL,
    version  bigint NOT NULL,
    text     text   NOT NULL,
    PRIMARY KEY (name, business, language)
);

-- Who changed what, as it was before and after; without secrets.
CREATE TABLE setting_change (
    version    bigint      NOT NULL,
    at         timestamptz NOT NULL DEFAULT now(),
    changed_by text        NOT NULL,
    kind       text        NOT NULL,
    subject    text        NOT NULL,
    before     jsonb,
    after      jsonb,
    PRIMARY KEY (version, kind, subject)
);

-- The settings' version that the reply was made with; null for an operator's.
ALTER TABLE reply ADD COLUMN settings_version bigint;
