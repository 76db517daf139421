-- The hosts that an adapter's logins are for where nobody said so: what its objects agreed on when
-- it began, one a line. Nothing changes a row.
CREATE TABLE login_hosts (
  adapter VARCHAR(100) PRIMARY KEY,
  sources VARCHAR(1000) NOT NULL,
  destinations VARCHAR(1000) NOT NULL,
  remembered_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
