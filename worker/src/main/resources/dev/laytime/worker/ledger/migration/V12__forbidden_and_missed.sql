-- The last word of a person on what must not be brought; one that was taken back has allowed_at.
CREATE TABLE forbidden (
  image VARCHAR(800) PRIMARY KEY,
  repository VARCHAR(520) NOT NULL,
  forbidden_by VARCHAR(255) NOT NULL,
  forbidden_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  reason VARCHAR(2000) NOT NULL,
  allowed_by VARCHAR(255),
  allowed_at TIMESTAMP(6) WITH TIME ZONE
);
CREATE INDEX forbidden_repository ON forbidden (repository);

-- Sweeps that missed so much of a stage that no life was told of it: one open row a stage at most.
CREATE TABLE sweep_breakers (
  id VARCHAR(64) PRIMARY KEY,
  stage VARCHAR(255) NOT NULL,
  swept_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  missed BIGINT NOT NULL,
  images VARCHAR(10000) NOT NULL,
  reason VARCHAR(1000) NOT NULL,
  opened_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  approved_by VARCHAR(255),
  approved_at TIMESTAMP(6) WITH TIME ZONE,
  approved_count BIGINT,
  expires_at TIMESTAMP(6) WITH TIME ZONE
);
CREATE INDEX sweep_breakers_stage ON sweep_breakers (stage);
