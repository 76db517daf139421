package dev.laytime.activities.job;

/**
 * What a Pod may use, as Kubernetes writes quantities.
 *
 * @param cpu that it is sure to get, as in {@code 100m}
 * @param sureMemory that it is sure to get
 * @param memory that it may not exceed, as in {@code 1Gi}
 * @param disk that it may fill, of its log and of {@link JobMount.Scratch} together; none is
 *     reserved for it
 */
public record JobResources(String cpu, String sureMemory, String memory, String disk) {

  /** One that is sure to get all the memory that it may use. */
  public JobResources(String cpu, String memory, String disk) {
    this(cpu, memory, memory, disk);
  }
}
