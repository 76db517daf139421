package dev.laytime.worker.ledger;

/** Everything about promotions that people and metrics ask for. */
public interface PromotionRecords
    extends Promotions,
        PromotionPaths,
        Statements,
        ProvenWords,
        PromotionHolds,
        FollowingTags,
        PromotionCounts,
        StagePlaces {}
