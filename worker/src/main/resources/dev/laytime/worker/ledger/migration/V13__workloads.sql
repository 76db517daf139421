-- Which images each workload used, set by set: what it may be rolled back to. The revision counts
-- the sets of one workload; one that comes back is the newest again.
CREATE TABLE workload_revisions (
  source VARCHAR(255) NOT NULL,
  workload VARCHAR(64) NOT NULL,
  revision BIGINT NOT NULL,
  name VARCHAR(1000) NOT NULL,
  images VARCHAR(64) NOT NULL,
  -- when a complete scan missed the workload; of all its rows
  gone_at TIMESTAMP(6) WITH TIME ZONE,
  PRIMARY KEY (source, workload, revision)
);
CREATE TABLE workload_images (
  source VARCHAR(255) NOT NULL,
  workload VARCHAR(64) NOT NULL,
  images VARCHAR(64) NOT NULL,
  reference VARCHAR(800) NOT NULL,
  digest VARCHAR(135),
  PRIMARY KEY (source, workload, images, reference)
);
CREATE INDEX workload_images_reference ON workload_images (reference);
CREATE INDEX workload_images_digest ON workload_images (digest);
