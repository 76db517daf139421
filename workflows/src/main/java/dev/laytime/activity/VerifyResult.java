package dev.laytime.activity;

/**
 * What a verification came to.
 *
 * @param reason who signed it, or why none of what is there is good; for people, bounded
 */
public record VerifyResult(boolean passed, String reason) {}
