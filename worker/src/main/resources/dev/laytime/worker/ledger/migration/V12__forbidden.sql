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
