-- Channels are registered by the services that serve them; a new one needs no migration.
ALTER TABLE conversation DROP CONSTRAINT conversation_channel_check;
