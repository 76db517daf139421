-- Another text for each change of build_rules: who has read them for one need not read them again.
ALTER TABLE installation ADD COLUMN build_rules VARCHAR(64) DEFAULT 'first' NOT NULL;
