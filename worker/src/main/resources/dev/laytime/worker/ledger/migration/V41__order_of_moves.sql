-- In which order promotions began to move, as the ledger wrote it down: one counter, which each
-- of them advances in the transaction that makes its move visible.
CREATE TABLE promotion_moves (
  id SMALLINT PRIMARY KEY,
  last_number BIGINT NOT NULL
);
ALTER TABLE promotions ADD COLUMN move_number BIGINT;

-- What moved before is in the order of its instants.
UPDATE promotions SET move_number = (
    SELECT COUNT(*) FROM promotions former WHERE former.moved_at IS NOT NULL
      AND (former.moved_at < promotions.moved_at
        OR (former.moved_at = promotions.moved_at AND former.promotion < promotions.promotion)
        OR (former.moved_at = promotions.moved_at AND former.promotion = promotions.promotion
          AND former.request_id <= promotions.request_id)))
  WHERE moved_at IS NOT NULL;
INSERT INTO promotion_moves (id, last_number) SELECT 1, COALESCE(MAX(move_number), 0) FROM promotions;

-- What was said of one order is said of no other one.
ALTER TABLE promotion_statements ADD COLUMN order_request VARCHAR(255);
