-- What would have gone from stages where nothing is taken away, and whether it was asked for later.
CREATE TABLE departures (
  life VARCHAR(255) NOT NULL,
  at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  image VARCHAR(800) NOT NULL,
  stage VARCHAR(255) NOT NULL,
  repository VARCHAR(520) NOT NULL,
  digest VARCHAR(135) NOT NULL,
  bytes BIGINT NOT NULL,
  asked_at TIMESTAMP(6) WITH TIME ZONE,
  asked_by VARCHAR(2000),
  PRIMARY KEY (life, at)
);
CREATE INDEX departures_stage ON departures (stage, at);
