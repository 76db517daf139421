-- What a build counts for has the name of its source in it.
ALTER TABLE builds ALTER COLUMN charged SET DATA TYPE VARCHAR(600);
-- Images that are missing, for whose builds they wait, and since when: who waits longest is told first.
CREATE TABLE build_waits (
  image VARCHAR(800) NOT NULL,
  charged VARCHAR(600) NOT NULL,
  since TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (image, charged)
);
CREATE INDEX build_waits_in_turn ON build_waits (charged, since);
