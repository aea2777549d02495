-- What is too old is found by these and deleted a few rows at a time. Not partitioned by time: a primary key would have to
-- hold the time, and then no longer tell a message, a turn or a part that comes again from a new one.
-- Parts, replies, decisions and settled turns go with their message, by their own primary keys.
CREATE INDEX message_age ON message (created_at);
CREATE INDEX control_change_age ON control_change (at);
