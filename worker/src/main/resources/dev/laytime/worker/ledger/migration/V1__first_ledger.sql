-- One path for H2 and PostgreSQL: only what both understand. ${bytes} is the type for up to 4 MiB
-- of bytes, the one thing that they call by different names.

CREATE TABLE installation (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  id VARCHAR(64) NOT NULL
);

CREATE TABLE stages (
  name VARCHAR(255) PRIMARY KEY,
  prefix VARCHAR(520) NOT NULL,
  configured BOOLEAN NOT NULL,
  settings VARCHAR(1000000) NOT NULL,
  revision VARCHAR(64) NOT NULL,
  tag_deletion VARCHAR(16),
  immutable_tags BOOLEAN,
  owners VARCHAR(10000),
  probed_at TIMESTAMP(6) WITH TIME ZONE,
  adopted_owners VARCHAR(10000),
  adopted_by VARCHAR(255),
  adopted_at TIMESTAMP(6) WITH TIME ZONE
);

CREATE TABLE rules (
  target VARCHAR(520) NOT NULL,
  source VARCHAR(520) NOT NULL,
  present BOOLEAN NOT NULL,
  added_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  retired_at TIMESTAMP(6) WITH TIME ZONE,
  PRIMARY KEY (target, source)
);

-- The row of a removed source stays for its number alone: a source that comes back under the same
-- name counts on, or lives would take its words for old ones.
CREATE TABLE sources (
  name VARCHAR(255) PRIMARY KEY,
  kind VARCHAR(32) NOT NULL,
  scan_every_ms BIGINT NOT NULL,
  configured BOOLEAN NOT NULL,
  registered BOOLEAN NOT NULL,
  registered_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  removed_by VARCHAR(255),
  removed_at TIMESTAMP(6) WITH TIME ZONE,
  identity VARCHAR(4000) NOT NULL,
  last_number BIGINT NOT NULL,
  complete_number BIGINT NOT NULL,
  complete_count BIGINT NOT NULL,
  complete_references INTEGER NOT NULL,
  first_complete_at TIMESTAMP(6) WITH TIME ZONE,
  last_complete_at TIMESTAMP(6) WITH TIME ZONE
);

CREATE TABLE scans (
  source VARCHAR(255) NOT NULL,
  number BIGINT NOT NULL,
  started_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  published_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  identity VARCHAR(4000) NOT NULL,
  revision VARCHAR(255) NOT NULL,
  selected VARCHAR(2000) NOT NULL,
  complete BOOLEAN NOT NULL,
  identity_changed BOOLEAN NOT NULL,
  held VARCHAR(1000) NOT NULL,
  approved_by VARCHAR(255),
  approved_at TIMESTAMP(6) WITH TIME ZONE,
  reference_count INTEGER NOT NULL,
  usage_count INTEGER NOT NULL,
  gap_count INTEGER NOT NULL,
  gaps VARCHAR(1000000) NOT NULL,
  PRIMARY KEY (source, number),
  UNIQUE (source, started_at)
);

-- What a source names: by its last complete scan and by every scan after it. The number is of the
-- last scan that named it.
CREATE TABLE scan_references (
  source VARCHAR(255) NOT NULL,
  reference VARCHAR(800) NOT NULL,
  number BIGINT NOT NULL,
  seen_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  repository VARCHAR(520) NOT NULL,
  digest VARCHAR(135),
  usage_count INTEGER NOT NULL,
  strongest VARCHAR(255) NOT NULL,
  usages VARCHAR(100000) NOT NULL,
  PRIMARY KEY (source, reference)
);
CREATE INDEX scan_references_repository ON scan_references (repository);
CREATE INDEX scan_references_digest ON scan_references (digest);

CREATE TABLE told (
  source VARCHAR(255) NOT NULL,
  life VARCHAR(255) NOT NULL,
  image VARCHAR(800) NOT NULL,
  number BIGINT NOT NULL,
  word VARCHAR(64) NOT NULL,
  PRIMARY KEY (source, life)
);
CREATE INDEX told_life ON told (life);

CREATE TABLE lives (
  life VARCHAR(255) PRIMARY KEY,
  image VARCHAR(800) NOT NULL,
  repository VARCHAR(520) NOT NULL,
  tagged BOOLEAN NOT NULL,
  stage VARCHAR(255),
  epoch BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  state VARCHAR(16) NOT NULL,
  digest VARCHAR(135),
  first_seen TIMESTAMP(6) WITH TIME ZONE,
  source VARCHAR(800),
  quarantined_at TIMESTAMP(6) WITH TIME ZONE,
  quarantined_until TIMESTAMP(6) WITH TIME ZONE,
  untagged BOOLEAN,
  deadline TIMESTAMP(6) WITH TIME ZONE,
  reason VARCHAR(2000) NOT NULL,
  why VARCHAR(1000000) NOT NULL,
  finished BOOLEAN NOT NULL,
  changed_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  updated_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE TABLE displaced (
  life VARCHAR(255) NOT NULL,
  place INTEGER NOT NULL,
  digest VARCHAR(135) NOT NULL,
  PRIMARY KEY (life, place)
);
CREATE INDEX lives_image ON lives (image);
CREATE INDEX lives_repository ON lives (repository);
CREATE INDEX lives_digest ON lives (digest);
CREATE INDEX lives_source ON lives (source);

CREATE TABLE events (
  life VARCHAR(255) NOT NULL,
  epoch BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  happened_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  state VARCHAR(16) NOT NULL,
  line VARCHAR(10000) NOT NULL,
  PRIMARY KEY (life, epoch, seq)
);

CREATE TABLE obituaries (
  life VARCHAR(255) NOT NULL,
  epoch BIGINT NOT NULL,
  image VARCHAR(800) NOT NULL,
  digest VARCHAR(135),
  ended_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  cause VARCHAR(1000) NOT NULL,
  proof VARCHAR(100000) NOT NULL,
  released_bytes BIGINT NOT NULL,
  PRIMARY KEY (life, epoch)
);

-- A row whose pin was taken away stays: a write that comes late must not undo it.
CREATE TABLE pins (
  image VARCHAR(800) PRIMARY KEY,
  pinned BOOLEAN NOT NULL,
  until_at TIMESTAMP(6) WITH TIME ZONE,
  pinned_by VARCHAR(255) NOT NULL,
  reason VARCHAR(2000) NOT NULL,
  changed_by VARCHAR(255) NOT NULL,
  changed_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

CREATE TABLE closures (
  repository VARCHAR(520) NOT NULL,
  root VARCHAR(135) NOT NULL,
  member VARCHAR(135) NOT NULL,
  kind VARCHAR(16) NOT NULL,
  bytes BIGINT NOT NULL,
  PRIMARY KEY (repository, root, member)
);
CREATE INDEX closures_member ON closures (member);

CREATE TABLE manifest_bodies (
  repository VARCHAR(520) NOT NULL,
  digest VARCHAR(135) NOT NULL,
  media_type VARCHAR(255) NOT NULL,
  body ${bytes} NOT NULL,
  kept_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (repository, digest)
);

CREATE TABLE breakers (
  id VARCHAR(64) PRIMARY KEY,
  stage VARCHAR(255) NOT NULL,
  repository VARCHAR(520) NOT NULL,
  kind VARCHAR(16) NOT NULL,
  reason VARCHAR(1000) NOT NULL,
  opened_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  approved_by VARCHAR(255),
  approved_at TIMESTAMP(6) WITH TIME ZONE,
  approved_count BIGINT,
  expires_at TIMESTAMP(6) WITH TIME ZONE
);
CREATE INDEX breakers_repository ON breakers (repository);

CREATE TABLE intentions (
  id VARCHAR(64) PRIMARY KEY,
  life VARCHAR(255) NOT NULL,
  image VARCHAR(800) NOT NULL,
  stage VARCHAR(255) NOT NULL,
  repository VARCHAR(520) NOT NULL,
  digest VARCHAR(135) NOT NULL,
  epoch BIGINT NOT NULL,
  kind VARCHAR(16) NOT NULL,
  not_before TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  intended_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  proof VARCHAR(100000) NOT NULL,
  breaker VARCHAR(64),
  outcome VARCHAR(2000),
  settled_at TIMESTAMP(6) WITH TIME ZONE
);
CREATE INDEX intentions_repository ON intentions (repository, kind, intended_at);
CREATE INDEX intentions_breaker ON intentions (breaker);

CREATE TABLE swept_repositories (
  stage VARCHAR(255) NOT NULL,
  repository VARCHAR(520) NOT NULL,
  swept_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (stage, repository)
);

CREATE TABLE inventory (
  stage VARCHAR(255) NOT NULL,
  repository VARCHAR(520) NOT NULL,
  tag VARCHAR(128) NOT NULL,
  life VARCHAR(255) NOT NULL,
  digest VARCHAR(135) NOT NULL,
  first_seen TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  swept_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (stage, repository, tag)
);
CREATE INDEX inventory_life ON inventory (life);

CREATE TABLE finds (
  stage VARCHAR(255) NOT NULL,
  life VARCHAR(255) NOT NULL,
  swept_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (stage, life)
);
