-- Manifests of images whose copies wait for a registry: some count each that is fetched.
CREATE TABLE fetched_manifests (
  mirror VARCHAR(253) NOT NULL,
  repository VARCHAR(520) NOT NULL,
  image VARCHAR(135) NOT NULL,
  digest VARCHAR(135) NOT NULL,
  media_type VARCHAR(255) NOT NULL,
  body ${bytes} NOT NULL,
  size BIGINT NOT NULL,
  kept_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (mirror, repository, image, digest)
);
CREATE INDEX fetched_manifests_kept ON fetched_manifests (kept_at);
