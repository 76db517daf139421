-- A person's word that nothing leaves a stage; a row without paused_at has none.
ALTER TABLE stages ADD COLUMN paused_by VARCHAR(255);
ALTER TABLE stages ADD COLUMN paused_why VARCHAR(2000);
ALTER TABLE stages ADD COLUMN paused_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE stages ADD COLUMN paused_until TIMESTAMP(6) WITH TIME ZONE;
