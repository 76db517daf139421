package dev.laytime.activity;

import java.time.Instant;

/**
 * One scan.
 *
 * @param source the source's name
 * @param startedAt the workflow's time before the scan was ordered: the scan proves nothing about
 *     what happened after it
 */
public record ScanRequest(String source, Instant startedAt) {}
