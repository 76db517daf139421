-- Whether who names what a rule copies from orders the copy.
ALTER TABLE rules ADD COLUMN on_demand BOOLEAN DEFAULT FALSE NOT NULL;
