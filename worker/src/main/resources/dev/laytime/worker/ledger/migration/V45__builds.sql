-- The rules of builds.
CREATE TABLE build_rules (
  name VARCHAR(100) PRIMARY KEY,
  present BOOLEAN NOT NULL,
  body VARCHAR(1000000) NOT NULL
);

-- Each order of a build, and how far it came.
CREATE TABLE builds (
  build VARCHAR(255) NOT NULL,
  request_id VARCHAR(255) NOT NULL,
  image VARCHAR(800) NOT NULL,
  repository VARCHAR(520) NOT NULL,
  rule VARCHAR(100) NOT NULL,
  rule_hash VARCHAR(64) NOT NULL,
  state VARCHAR(16) NOT NULL,
  proof VARCHAR(1000),
  charged VARCHAR(255),
  asked BOOLEAN NOT NULL,
  attempts INTEGER NOT NULL,
  failure VARCHAR(32),
  source_commit VARCHAR(40),
  digest VARCHAR(135),
  ordered_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  ended_at TIMESTAMP(6) WITH TIME ZONE,
  updated_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  status VARCHAR(1000000) NOT NULL,
  PRIMARY KEY (build, request_id)
);
CREATE INDEX builds_image ON builds (image);
CREATE INDEX builds_rule ON builds (rule, ordered_at);
CREATE INDEX builds_ordered ON builds (ordered_at);

-- Whether the image was ever there: that is never forgotten again.
ALTER TABLE lives ADD COLUMN existed BOOLEAN DEFAULT FALSE NOT NULL;
UPDATE lives SET existed = TRUE WHERE digest IS NOT NULL
  OR EXISTS (SELECT 1 FROM obituaries o WHERE o.life = lives.life AND o.digest IS NOT NULL);
