-- Images that somebody could not pull: when their lives were last told, and how long nobody tells them again.
CREATE TABLE pulls (
  reference VARCHAR(800) PRIMARY KEY,
  told_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  pause_ms BIGINT NOT NULL
);
