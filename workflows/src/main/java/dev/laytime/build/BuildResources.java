package dev.laytime.build;

/**
 * What a build may use, as Kubernetes writes quantities.
 *
 * @param cpu that it is sure to get
 * @param memory that it is sure to get and may not exceed
 * @param disk that it may fill
 */
public record BuildResources(String cpu, String memory, String disk) {

  /** Where nobody says otherwise. */
  public static final BuildResources USUAL = new BuildResources("500m", "2Gi", "10Gi");
}
