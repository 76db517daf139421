-- What a path is about to ask for stands here before it does: nothing else is its own order.
ALTER TABLE promotion_rounds ALTER COLUMN asked_at DROP NOT NULL;
