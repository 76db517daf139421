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

-- A hold is of a repository, whichever path is asked: of several the last word counts.
DELETE FROM promotion_holds WHERE EXISTS (
  SELECT 1 FROM promotion_holds other WHERE other.repository = promotion_holds.repository
    AND (other.held_at > promotion_holds.held_at
      OR (other.held_at = promotion_holds.held_at AND other.path < promotion_holds.path)));
