-- Why a reply is no answer but an apology; empty for all others. A redelivered turn sets itself aside for the same cause.
ALTER TABLE reply ADD COLUMN failure text;
