-- Who goes first among those who share a registry's budget.
ALTER TABLE leases ADD awaited_until TIMESTAMP(6) WITH TIME ZONE DEFAULT TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00:00' NOT NULL;
ALTER TABLE leases ADD ordered_until TIMESTAMP(6) WITH TIME ZONE DEFAULT TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00:00' NOT NULL;
-- how many places others got before them, less what they got for it
ALTER TABLE leases ADD ordered_passed INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE leases ADD refresh_passed INTEGER DEFAULT 0 NOT NULL;
