-- Mirrors that select tags: those of configuration, and those that adapters found. What is present
-- no more is remembered for a while. What is done is not asked for again until its filters change.
CREATE TABLE tag_mirrors (
  name VARCHAR(253) PRIMARY KEY,
  adapter VARCHAR(100),
  present BOOLEAN NOT NULL,
  body VARCHAR(1000000) NOT NULL,
  changed_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  retired_at TIMESTAMP(6) WITH TIME ZONE,
  done VARCHAR(64)
);

-- The images that such a mirror keeps a copy of: what the source had, what was brought, what the
-- destination is believed to have, what is owed and what went wrong.
CREATE TABLE mirror_targets (
  mirror VARCHAR(253) NOT NULL,
  image VARCHAR(800) NOT NULL,
  source VARCHAR(800) NOT NULL,
  source_repository VARCHAR(520) NOT NULL,
  selected BOOLEAN NOT NULL,
  first_seen TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  source_digest VARCHAR(135),
  source_since TIMESTAMP(6) WITH TIME ZONE,
  looked_at TIMESTAMP(6) WITH TIME ZONE,
  gone_since TIMESTAMP(6) WITH TIME ZONE,
  copied_source VARCHAR(800),
  copied_digest VARCHAR(135),
  written_digest VARCHAR(135),
  filters VARCHAR(64),
  copied_at TIMESTAMP(6) WITH TIME ZONE,
  referrers_at TIMESTAMP(6) WITH TIME ZONE,
  destination_digest VARCHAR(135),
  audited_at TIMESTAMP(6) WITH TIME ZONE,
  due VARCHAR(20),
  due_digest VARCHAR(135),
  due_by_life BOOLEAN,
  kept VARCHAR(1000) NOT NULL,
  trouble VARCHAR(1000),
  trouble_count INTEGER NOT NULL,
  trouble_at TIMESTAMP(6) WITH TIME ZONE,
  PRIMARY KEY (mirror, image)
);
CREATE INDEX mirror_targets_source ON mirror_targets (mirror, source_repository);
CREATE INDEX mirror_targets_image ON mirror_targets (image);
CREATE INDEX mirror_targets_copied ON mirror_targets (mirror, copied_at);

-- Polls that wait because a registry asks for it.
CREATE TABLE poll_waits (
  mirror VARCHAR(520) PRIMARY KEY,
  until_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  cause VARCHAR(1000) NOT NULL
);

-- By their names: of a rule that is its target's text.
ALTER TABLE poll_schedules RENAME COLUMN target TO name;

-- As reports are written from now on.
UPDATE polls SET report = REPLACE(REPLACE(REPLACE(report,
  '"target":', '"mirror":'),
  '"discovering":false', '"phase":"REFRESH"'),
  '"discovering":true', '"phase":"DISCOVER"');
