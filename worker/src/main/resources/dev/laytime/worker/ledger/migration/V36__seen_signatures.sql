-- Signed requests of the HTTP API that were taken: none counts twice.
CREATE TABLE seen_signatures (
  signature VARCHAR(64) PRIMARY KEY,
  ends_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

CREATE INDEX seen_signatures_ends ON seen_signatures (ends_at);
