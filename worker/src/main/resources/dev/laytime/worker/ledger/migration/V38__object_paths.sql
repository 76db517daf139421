-- What objects in a cluster say of the paths of promotions.
CREATE TABLE object_paths (
  object VARCHAR(512) PRIMARY KEY,
  content VARCHAR(1000000) NOT NULL
);
