-- The set that was the newest when an incomplete or held scan saw this one; null where one that
-- counts saw it.
ALTER TABLE workload_revisions ADD COLUMN after_revision BIGINT;
