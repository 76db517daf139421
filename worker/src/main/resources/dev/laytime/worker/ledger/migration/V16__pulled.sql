-- When a manifest was last pulled by somebody else, by what its registry told.
CREATE TABLE pulled_manifests (
  repository VARCHAR(520) NOT NULL,
  digest VARCHAR(135) NOT NULL,
  pulled_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (repository, digest)
);
CREATE INDEX pulled_manifests_pulled_at ON pulled_manifests (pulled_at);
-- Whether a stage's registry tells of pulls: from when on of all of them, and when the last one of
-- our own was made that it told of.
CREATE TABLE pull_tellers (
  stage VARCHAR(255) PRIMARY KEY,
  since TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  told_until TIMESTAMP(6) WITH TIME ZONE
);
-- The registry's processes that have told anything.
CREATE TABLE pull_teller_instances (
  stage VARCHAR(255) NOT NULL,
  instance VARCHAR(255) NOT NULL,
  first_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (stage, instance)
);
