-- Each owner forbids deletion, so none may be left out for want of room.
ALTER TABLE stages ALTER COLUMN owners SET DATA TYPE VARCHAR(1000000);
ALTER TABLE stages ALTER COLUMN adopted_owners SET DATA TYPE VARCHAR(1000000);
