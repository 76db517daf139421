-- What a copy's tag is about to name, written before it is: who was ended in between knows it again.
ALTER TABLE mirror_targets ADD COLUMN writing_source VARCHAR(800);
ALTER TABLE mirror_targets ADD COLUMN writing_digest VARCHAR(135);
ALTER TABLE mirror_targets ADD COLUMN writing_as VARCHAR(135);
ALTER TABLE mirror_targets ADD COLUMN writing_filters VARCHAR(64);
ALTER TABLE mirror_targets ADD COLUMN writing_at TIMESTAMP(6) WITH TIME ZONE;

-- Where a copy lies, whatever its source is called by now.
ALTER TABLE mirror_targets ADD COLUMN repository VARCHAR(520);
UPDATE mirror_targets SET repository = REGEXP_REPLACE(image, ':[^:]*$', '');
ALTER TABLE mirror_targets ALTER COLUMN repository SET NOT NULL;
CREATE INDEX mirror_targets_repository ON mirror_targets (mirror, repository);

-- What fails again and again is tried ever later; null where any poll may.
ALTER TABLE mirror_targets ADD COLUMN next_attempt TIMESTAMP(6) WITH TIME ZONE;

-- Since when a mirror is there: of two that write the same tag the older one does.
ALTER TABLE tag_mirrors ADD COLUMN since TIMESTAMP(6) WITH TIME ZONE;
UPDATE tag_mirrors SET since = changed_at;
ALTER TABLE tag_mirrors ALTER COLUMN since SET NOT NULL;

-- How far a poll came that lists tags, where a page could not be asked for yet.
CREATE TABLE listings (
  mirror VARCHAR(253) NOT NULL,
  repository VARCHAR(520) NOT NULL,
  poll TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  next_page VARCHAR(40000) NOT NULL,
  PRIMARY KEY (mirror, repository)
);
CREATE TABLE listed_tags (
  mirror VARCHAR(253) NOT NULL,
  repository VARCHAR(520) NOT NULL,
  place INTEGER NOT NULL,
  tag VARCHAR(128) NOT NULL,
  PRIMARY KEY (mirror, repository, place)
);

-- As what a schedule was made; empty for nobody knows.
ALTER TABLE poll_schedules ADD COLUMN edition VARCHAR(1200) DEFAULT '' NOT NULL;

-- Tags that nobody orders by a rule; empty for none.
ALTER TABLE rules ADD COLUMN denied VARCHAR(100000) DEFAULT '' NOT NULL;
