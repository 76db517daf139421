-- Whether a path of an object was judged by the configuration of now. What waits on one that was not
-- goes on waiting, and what it promotes by itself is remembered.
ALTER TABLE promotion_paths ADD COLUMN judged BOOLEAN NOT NULL DEFAULT TRUE;
