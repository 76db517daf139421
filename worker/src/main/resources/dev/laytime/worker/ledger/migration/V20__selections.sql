-- A short name of what configuration had it look at; empty where nobody said.
ALTER TABLE scans ADD COLUMN selection VARCHAR(64) DEFAULT '' NOT NULL;
