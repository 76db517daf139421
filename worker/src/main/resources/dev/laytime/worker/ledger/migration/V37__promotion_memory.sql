-- What is proven is about one path and its gates, and ends. What was proven before says neither.
DELETE FROM proven_words;
ALTER TABLE proven_words ADD COLUMN path VARCHAR(100) NOT NULL;
ALTER TABLE proven_words ADD COLUMN gates VARCHAR(64);
ALTER TABLE proven_words ADD COLUMN ends_at TIMESTAMP(6) WITH TIME ZONE NOT NULL;
CREATE INDEX proven_words_ends ON proven_words (ends_at);

-- Who let a path promote by itself again, and what had held it.
CREATE TABLE promotion_releases (
  id VARCHAR(36) PRIMARY KEY,
  path VARCHAR(100) NOT NULL,
  repository VARCHAR(520) NOT NULL,
  held_by VARCHAR(255) NOT NULL,
  held_for VARCHAR(2000) NOT NULL,
  held_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  released_by VARCHAR(255) NOT NULL,
  proof VARCHAR(1000),
  reason VARCHAR(2000) NOT NULL,
  released_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX promotion_releases_released ON promotion_releases (released_at);

-- Versions whose promotions are forgotten: they stay what they were.
CREATE TABLE released_versions (
  image VARCHAR(800) NOT NULL,
  digest VARCHAR(135) NOT NULL,
  promoted_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (image, digest)
);

CREATE INDEX promotions_ended ON promotions (ended_at);
CREATE INDEX promotion_statements_said ON promotion_statements (said_at);
