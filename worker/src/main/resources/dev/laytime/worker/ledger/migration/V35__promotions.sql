-- The paths of promotions. One that is present no more keeps what it promoted for a while.
CREATE TABLE promotion_paths (
  name VARCHAR(100) PRIMARY KEY,
  present BOOLEAN NOT NULL,
  body VARCHAR(1000000) NOT NULL,
  automatic_since TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  scheduled_at TIMESTAMP(6) WITH TIME ZONE,
  retired_at TIMESTAMP(6) WITH TIME ZONE
);

-- Each order of a promotion, and how far it came.
CREATE TABLE promotions (
  promotion VARCHAR(255) NOT NULL,
  request_id VARCHAR(255) NOT NULL,
  kind VARCHAR(16) NOT NULL,
  path VARCHAR(100) NOT NULL,
  stage VARCHAR(255) NOT NULL,
  repository VARCHAR(520) NOT NULL,
  digest VARCHAR(135) NOT NULL,
  state VARCHAR(16) NOT NULL,
  proof VARCHAR(1000),
  automatic BOOLEAN NOT NULL,
  keep_last INTEGER NOT NULL,
  ordered_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  moved_at TIMESTAMP(6) WITH TIME ZONE,
  ended_at TIMESTAMP(6) WITH TIME ZONE,
  waits_until TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  updated_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  status VARCHAR(1000000) NOT NULL,
  PRIMARY KEY (promotion, request_id)
);
CREATE INDEX promotions_ordered ON promotions (ordered_at);
CREATE INDEX promotions_state ON promotions (state);
CREATE INDEX promotions_repository ON promotions (stage, repository);

-- The images that an order is about: where it takes from, and where it goes.
CREATE TABLE promotion_images (
  promotion VARCHAR(255) NOT NULL,
  request_id VARCHAR(255) NOT NULL,
  role VARCHAR(16) NOT NULL,
  stage VARCHAR(255) NOT NULL,
  repository VARCHAR(520) NOT NULL,
  image VARCHAR(800) NOT NULL,
  digest VARCHAR(135) NOT NULL,
  previous VARCHAR(135),
  step VARCHAR(16) NOT NULL,
  line VARCHAR(128) NOT NULL,
  PRIMARY KEY (promotion, request_id, role, stage)
);
CREATE INDEX promotion_images_repository ON promotion_images (repository);
CREATE INDEX promotion_images_image ON promotion_images (image);

CREATE TABLE promotion_statements (
  promotion VARCHAR(255) NOT NULL,
  request_id VARCHAR(255) NOT NULL,
  gate VARCHAR(255) NOT NULL,
  digest VARCHAR(135) NOT NULL,
  gates VARCHAR(64) NOT NULL,
  passed BOOLEAN NOT NULL,
  said_by VARCHAR(255) NOT NULL,
  proof VARCHAR(1000),
  detail VARCHAR(500) NOT NULL,
  said_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (promotion, request_id)
);

-- Who said what, where that was proven, written before the message of the same request id is sent.
CREATE TABLE proven_words (
  request_id VARCHAR(255) PRIMARY KEY,
  kind VARCHAR(16) NOT NULL,
  promotion VARCHAR(255) NOT NULL,
  digest VARCHAR(135) NOT NULL,
  gate VARCHAR(255),
  passed BOOLEAN NOT NULL,
  subject VARCHAR(255) NOT NULL,
  proof VARCHAR(1000) NOT NULL,
  said_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

-- Where a path promotes nothing by itself, until a person lets it.
CREATE TABLE promotion_holds (
  path VARCHAR(100) NOT NULL,
  repository VARCHAR(520) NOT NULL,
  held_by VARCHAR(255) NOT NULL,
  proof VARCHAR(1000),
  reason VARCHAR(2000) NOT NULL,
  held_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (path, repository)
);

CREATE TABLE floating_tags (
  image VARCHAR(800) PRIMARY KEY,
  repository VARCHAR(520) NOT NULL,
  version VARCHAR(128) NOT NULL,
  digest VARCHAR(135) NOT NULL,
  promotion VARCHAR(255) NOT NULL,
  moved_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX floating_tags_repository ON floating_tags (repository);

-- Which promotion moves a floating tag right now.
CREATE TABLE floating_reservations (
  image VARCHAR(800) PRIMARY KEY,
  promotion VARCHAR(255) NOT NULL,
  until_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

-- What a path has asked for by itself: each digest of an image once.
CREATE TABLE promotion_rounds (
  path VARCHAR(100) NOT NULL,
  image VARCHAR(800) NOT NULL,
  digest VARCHAR(135) NOT NULL,
  request_id VARCHAR(255) NOT NULL,
  asked_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (path, image, digest)
);

-- Since when a life has had its digest under its tag in the stage, without a break.
CREATE TABLE present_since (
  life VARCHAR(255) PRIMARY KEY,
  digest VARCHAR(135) NOT NULL,
  since TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX present_since_since ON present_since (since);
INSERT INTO present_since (life, digest, since)
  SELECT life, digest, changed_at FROM lives
  WHERE NOT finished AND tagged AND digest IS NOT NULL AND state IN ('PRESENT', 'UNUSED');
