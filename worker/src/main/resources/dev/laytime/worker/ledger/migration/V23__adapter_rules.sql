-- Adapters of the configuration that was registered last: one with other settings changes nothing.
CREATE TABLE adapters (
  name VARCHAR(64) PRIMARY KEY,
  settings VARCHAR(64) NOT NULL
);

-- Mirror rules that an adapter found in a cluster, so that a start without that cluster keeps them.
CREATE TABLE adapter_rules (
  adapter VARCHAR(64) NOT NULL,
  target VARCHAR(520) NOT NULL,
  source VARCHAR(520) NOT NULL,
  PRIMARY KEY (adapter, target, source)
);

-- Whether a rule is one of them: it has images brought, and lets nothing leave that was not.
ALTER TABLE rules ADD COLUMN found BOOLEAN DEFAULT FALSE NOT NULL;

-- Until when an image stays whatever else is decided, as an object in a cluster says of it.
CREATE TABLE promises (
  life VARCHAR(255) PRIMARY KEY,
  until_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
