-- The tags that went with a manifest, one a line.
ALTER TABLE manifest_bodies ADD COLUMN tags VARCHAR(10000) DEFAULT '' NOT NULL;
