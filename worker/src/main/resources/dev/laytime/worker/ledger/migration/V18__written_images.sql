-- How many of its images somebody wrote, beside what runtimes tell that it runs; null where nobody
-- counted that yet.
ALTER TABLE scans ADD COLUMN written_count INTEGER;
