-- What a copy's tag is about to name, written before it is: who was ended in between knows it again.
ALTER TABLE mirror_targets ADD COLUMN writing_source VARCHAR(800);
ALTER TABLE mirror_targets ADD COLUMN writing_digest VARCHAR(135);
ALTER TABLE mirror_targets ADD COLUMN writing_as VARCHAR(135);
ALTER TABLE mirror_targets ADD COLUMN writing_filters VARCHAR(64);
ALTER TABLE mirror_targets ADD COLUMN writing_at TIMESTAMP(6) WITH TIME ZONE;
