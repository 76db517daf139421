-- Where large blobs are on their way to: a path at the registry itself, never its query.
CREATE TABLE uploads (
  repository VARCHAR(520) NOT NULL,
  digest VARCHAR(135) NOT NULL,
  location VARCHAR(1000) NOT NULL,
  begun_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (repository, digest)
);
