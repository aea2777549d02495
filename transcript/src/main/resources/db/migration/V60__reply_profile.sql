-- Name of the AI profile that wrote the reply, as it was at settings_version: one of a chain. Null where none did.
ALTER TABLE reply ADD COLUMN ai_profile text;
