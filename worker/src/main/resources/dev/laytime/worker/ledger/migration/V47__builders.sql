-- What objects of image-operator's are built by: the rule of each.
CREATE TABLE builders (
  rule VARCHAR(100) PRIMARY KEY,
  object VARCHAR(520) NOT NULL,
  body VARCHAR(1000000) NOT NULL
);

-- Their texts, each as long as something may be built of it.
CREATE TABLE builder_texts (
  digest VARCHAR(135) PRIMARY KEY,
  body VARCHAR(1000000) NOT NULL,
  seen_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

-- A text's digest is longer than a commit's id.
ALTER TABLE builds ALTER COLUMN source_commit SET DATA TYPE VARCHAR(64);
