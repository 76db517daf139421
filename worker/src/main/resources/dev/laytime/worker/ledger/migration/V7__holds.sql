-- What the last sweep of a repository found under its own hold tag.
CREATE TABLE holds (
  stage VARCHAR(255) NOT NULL,
  repository VARCHAR(520) NOT NULL,
  digest VARCHAR(135) NOT NULL,
  PRIMARY KEY (stage, repository, digest)
);
