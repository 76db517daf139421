-- Whose names order an image by a rule: patterns, one a line; none for everybody's.
ALTER TABLE rules ADD COLUMN repositories VARCHAR(100000) DEFAULT '' NOT NULL;
ALTER TABLE rules ADD COLUMN namespaces VARCHAR(100000) DEFAULT '' NOT NULL;
ALTER TABLE adapters ADD COLUMN repositories VARCHAR(100000) DEFAULT '' NOT NULL;
ALTER TABLE adapters ADD COLUMN namespaces VARCHAR(100000) DEFAULT '' NOT NULL;

-- Upstreams that a worker has a login for, and when it said so: rules without limits let nobody order from there.
CREATE TABLE logins (
  source VARCHAR(520) PRIMARY KEY,
  said_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

-- The namespaces of the objects that name an image, as far as there is room; '-' for none.
ALTER TABLE scan_references ADD COLUMN namespaces VARCHAR(300000) DEFAULT '' NOT NULL;
