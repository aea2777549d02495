-- An administrator's prices in place of the price list's, in dollars per million tokens; null for the list's.
ALTER TABLE ai_profile ADD COLUMN prices jsonb;
