package dev.laytime.activities.gate;

import java.util.List;

/**
 * A Job that a gate may run, under a name.
 *
 * @param name unique among Jobs
 * @param namespace where it runs
 * @param image that is run
 * @param arguments of its entry point, literally
 * @param user the number of the user that it runs as; never 0
 * @param cpu that it is sure to get, as Kubernetes writes it
 * @param memory that it gets and may not exceed
 * @param disk that it may fill
 * @param pullSecrets the names of Secrets to pull its image with
 */
public record JobSettings(
    String name,
    String namespace,
    String image,
    List<String> arguments,
    long user,
    String cpu,
    String memory,
    String disk,
    List<String> pullSecrets) {

  public JobSettings {
    if (user <= 0) {
      throw new IllegalArgumentException("a Job of a gate never runs as root: user " + user);
    }
    arguments = List.copyOf(arguments);
    pullSecrets = List.copyOf(pullSecrets);
  }
}
