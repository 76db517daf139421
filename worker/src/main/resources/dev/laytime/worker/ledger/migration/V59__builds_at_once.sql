-- When a build is tried again that waits for that: it is in nobody's way meanwhile.
ALTER TABLE builds ADD COLUMN next_attempt TIMESTAMP(6) WITH TIME ZONE;
CREATE INDEX builds_underway ON builds (ended_at);
