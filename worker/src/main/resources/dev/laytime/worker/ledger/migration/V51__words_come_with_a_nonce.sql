-- What a message must bring to count as the one that was proven; none for what was written before.
ALTER TABLE proven_words ADD COLUMN nonce VARCHAR(64);
