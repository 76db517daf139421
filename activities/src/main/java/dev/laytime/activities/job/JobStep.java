package dev.laytime.activities.job;

import java.util.List;
import java.util.Map;

/**
 * A program that a Job runs in a container of its own.
 *
 * @param name unique in its Job
 * @param image that is run
 * @param command in place of the image's entry point; empty for that
 * @param arguments of it; never a secret
 * @param environment likewise
 */
public record JobStep(
    String name,
    String image,
    List<String> command,
    List<String> arguments,
    Map<String, String> environment,
    List<JobMount> mounts,
    JobResources resources,
    PodSecurity security) {

  public JobStep {
    command = List.copyOf(command);
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    mounts = List.copyOf(mounts);
  }
}
