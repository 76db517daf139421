-- While a copy that a life asked for may run; no row says that none is.
ALTER TABLE lives ADD COLUMN copying_until TIMESTAMP(6) WITH TIME ZONE;
