-- What is held and has no life is given one. The next sweep writes these rows anew.
DELETE FROM holds;
ALTER TABLE holds ADD COLUMN life VARCHAR(255) NOT NULL;
CREATE INDEX lives_content ON lives (repository, digest);
