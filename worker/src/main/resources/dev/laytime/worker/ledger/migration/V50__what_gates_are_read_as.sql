-- What each worker reads of what the gates of promotions name: nothing is judged by what two of
-- them have differently.
CREATE TABLE gate_readings (
  worker VARCHAR(64) NOT NULL,
  name VARCHAR(300) NOT NULL,
  content VARCHAR(64) NOT NULL,
  read_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (worker, name)
);
