package dev.laytime.e2e.bench;

/**
 * One measured copy.
 *
 * @param wallSeconds from start to end
 * @param cpuSeconds of every process of the tool, user and system; the registries' are not in it
 * @param peakBytes of memory; the sum where the tool is several resident processes
 * @param requests that the registries got
 */
record Sample(double wallSeconds, double cpuSeconds, long peakBytes, int requests) {}
