-- Whether a build rule of an object was judged by the configuration of now: builds by one that was
-- not wait.
ALTER TABLE build_rules ADD COLUMN judged BOOLEAN NOT NULL DEFAULT TRUE;
