-- The object that a mirror is of, by its uid: only another one begins anew. Null where nobody knows.
ALTER TABLE tag_mirrors ADD COLUMN object VARCHAR(253);

-- Whether its object is there, and suspended or refused: it keeps what it kept, and is not polled.
ALTER TABLE tag_mirrors ADD COLUMN resting BOOLEAN DEFAULT FALSE NOT NULL;
