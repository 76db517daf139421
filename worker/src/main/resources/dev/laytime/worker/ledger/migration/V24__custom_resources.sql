-- What Laytime's own objects in a cluster say, as far as it counts, so that a start without that
-- cluster keeps it.
CREATE TABLE object_stages (
  object VARCHAR(512) PRIMARY KEY,
  settings VARCHAR(1000000) NOT NULL,
  aliases VARCHAR(100000) NOT NULL
);

CREATE TABLE object_retention (
  object VARCHAR(512) PRIMARY KEY,
  prefixes VARCHAR(100000) NOT NULL,
  rules VARCHAR(1000000) NOT NULL
);

CREATE TABLE object_pins (
  object VARCHAR(512) PRIMARY KEY,
  image VARCHAR(800) NOT NULL,
  repository VARCHAR(520) NOT NULL,
  until_at TIMESTAMP(6) WITH TIME ZONE,
  reason VARCHAR(2000) NOT NULL
);
CREATE INDEX object_pins_repository ON object_pins (repository);

CREATE TABLE object_sources (
  object VARCHAR(512) PRIMARY KEY,
  source VARCHAR(100) NOT NULL,
  content VARCHAR(1000000) NOT NULL
);
CREATE INDEX object_sources_source ON object_sources (source);

-- What a tenant's source may speak of, also once its object is gone; empty for everything.
ALTER TABLE sources ADD COLUMN prefixes VARCHAR(100000);

-- The configuration that was registered last: a worker of another one has no objects taken.
ALTER TABLE installation ADD COLUMN settings VARCHAR(64) DEFAULT '' NOT NULL;

-- Whether an object made it: no object takes over the name of another source.
ALTER TABLE sources ADD COLUMN by_object BOOLEAN DEFAULT FALSE NOT NULL;

-- The cluster that the objects were read in: what another one lacks is not gone.
ALTER TABLE installation ADD COLUMN objects_cluster VARCHAR(255) DEFAULT '' NOT NULL;
