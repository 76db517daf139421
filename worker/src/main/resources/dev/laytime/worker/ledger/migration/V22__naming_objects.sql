-- Which objects name an image, by short names of theirs: by the last scan that counts, and by every
-- scan after it.
ALTER TABLE scan_references ADD COLUMN objects VARCHAR(1000000) DEFAULT '' NOT NULL;
