-- What objects in a cluster say of build rules.
CREATE TABLE object_build_rules (
  object VARCHAR(512) PRIMARY KEY,
  content VARCHAR(1000000) NOT NULL
);
