-- When the last pull was made that this process told of, whoever pulled: each has a queue of its own.
ALTER TABLE pull_teller_instances ADD COLUMN told_until TIMESTAMP(6) WITH TIME ZONE;
UPDATE pull_teller_instances SET told_until = first_at;
ALTER TABLE pull_teller_instances ALTER COLUMN told_until SET NOT NULL;
