-- What a path is about to ask for stands here before it does: nothing else is its own order.
ALTER TABLE promotion_rounds ALTER COLUMN asked_at DROP NOT NULL;
-- What nobody took is put off, so that others come.
ALTER TABLE promotion_rounds ADD COLUMN tries INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE promotion_rounds ADD COLUMN put_off_until TIMESTAMP(6) WITH TIME ZONE;
