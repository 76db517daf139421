package dev.laytime.worker.temporal;

/**
 * The Temporal service of this worker.
 *
 * @param address {@code HOST:PORT}
 * @param namespace the namespace that holds all workflows
 */
public record TemporalConnection(String address, String namespace) {}
