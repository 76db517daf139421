-- How often the source of a rule is polled; null where it is not.
ALTER TABLE rules ADD COLUMN poll_seconds INTEGER;
ALTER TABLE adapter_rules ADD COLUMN poll_seconds INTEGER;

-- What the source of a rule was found to have. Without a digest it was only listed: it was there
-- before anybody looked. Never seen is what a life has and the source did not have yet. What is
-- offered is owed to a life until it was told.
CREATE TABLE polled_tags (
  target VARCHAR(520) NOT NULL,
  source VARCHAR(520) NOT NULL,
  image VARCHAR(800) NOT NULL,
  repository VARCHAR(520) NOT NULL,
  digest VARCHAR(135),
  first_seen TIMESTAMP(6) WITH TIME ZONE,
  seen_at TIMESTAMP(6) WITH TIME ZONE,
  looked_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  trouble VARCHAR(1000),
  trouble_count INTEGER NOT NULL,
  offered VARCHAR(135),
  PRIMARY KEY (target, source, image)
);
CREATE INDEX polled_tags_repository ON polled_tags (repository);

-- Whose tags were listed: from then on a tag that is not remembered is new. The poll that last was
-- done with it, whatever came of that, does not begin with it again.
CREATE TABLE polled_repositories (
  target VARCHAR(520) NOT NULL,
  source VARCHAR(520) NOT NULL,
  repository VARCHAR(520) NOT NULL,
  listed_at TIMESTAMP(6) WITH TIME ZONE,
  looked_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (target, source, repository)
);

-- How the last poll of a rule ended.
CREATE TABLE polls (
  target VARCHAR(520) NOT NULL,
  source VARCHAR(520) NOT NULL,
  started_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  ended_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  report VARCHAR(100000) NOT NULL,
  PRIMARY KEY (target, source)
);

-- For which targets Temporal may have a schedule: written before one is made, taken away after one
-- is deleted.
CREATE TABLE poll_schedules (
  target VARCHAR(520) PRIMARY KEY
);
