-- Which image a builder's tag was when it was first used.
CREATE TABLE builder_images (
  image VARCHAR(800) PRIMARY KEY,
  digest VARCHAR(135) NOT NULL,
  seen_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
