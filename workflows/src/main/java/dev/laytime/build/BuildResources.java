package dev.laytime.build;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a build may use, as Kubernetes writes quantities.
 *
 * @param cpu that it is sure to get
 * @param memory that it may not exceed
 * @param disk that it may fill
 * @param sureMemory that it is sure to get; null for all that it may use
 */
public record BuildResources(
    String cpu,
    String memory,
    String disk,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sureMemory) {

  /** Where nobody says otherwise. */
  public static final BuildResources USUAL = new BuildResources("500m", "2Gi", "10Gi");

  /** One that is sure to get all the memory that it may use. */
  public BuildResources(String cpu, String memory, String disk) {
    this(cpu, memory, disk, null);
  }

  /** The memory that it is sure to get. */
  public String surely() {
    return sureMemory == null ? memory : sureMemory;
  }
}
