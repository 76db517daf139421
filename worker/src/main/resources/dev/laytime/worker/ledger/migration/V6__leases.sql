-- How far requests to a registry are leased, for each login that asks there.
CREATE TABLE leases (
  host VARCHAR(255) NOT NULL,
  login VARCHAR(255) NOT NULL,
  next_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  -- from one request to the next, as the registry asked for
  spread_nanos BIGINT NOT NULL,
  spread_until TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (host, login)
);
