package dev.laytime.activities.job;

/**
 * What a Pod may use, as Kubernetes writes quantities.
 *
 * @param cpu that it is sure to get, as in {@code 100m}
 * @param memory that it is sure to get and may not exceed, as in {@code 1Gi}
 * @param disk that it may fill, of its log and of {@link JobMount.Scratch} together; none is
 *     reserved for it
 */
public record JobResources(String cpu, String memory, String disk) {}
