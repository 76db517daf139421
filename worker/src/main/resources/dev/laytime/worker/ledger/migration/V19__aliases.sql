-- Whether both sides of a rule are the same repositories: it claims, and nothing is copied.
ALTER TABLE rules ADD COLUMN alias BOOLEAN DEFAULT FALSE NOT NULL;
