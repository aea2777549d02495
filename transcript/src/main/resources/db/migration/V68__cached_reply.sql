-- True for a reply that is the answer to the same question before, from the answer cache.
ALTER TABLE reply ADD COLUMN cached boolean NOT NULL DEFAULT false;
