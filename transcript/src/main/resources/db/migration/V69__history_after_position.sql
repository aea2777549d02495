-- The last message before a reset, by its position: the model is shown later ones only. Providers' times are whole seconds,
-- so that by them a message of the reset's own second could be before it or behind it. Positions only rise, so that it also
-- holds in later sessions.
ALTER TABLE conversation ADD COLUMN history_after_position bigint;
