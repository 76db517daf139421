package dev.laytime.activities.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.image.Sha256;

/**
 * Where a Job is found, and by what it is known for ours. Pure.
 *
 * @param name as its cluster knows it
 * @param owner the installation that it works for; empty where there is only one
 */
record JobKey(String namespace, String name, String kind, String owner) {

  static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  static final String COMPONENT = "app.kubernetes.io/component";
  static final String INSTALLATION = "laytime.dev/installation";
  static final String LAYTIME = "laytime";

  private static final int DIGITS = 8;

  /**
   * The Job that an owner calls so.
   *
   * @param given the same for the same work, whoever has it done
   */
  static JobKey of(String namespace, String given, String kind, String owner) {
    String name = owner.isEmpty() ? given : "%s-%s".formatted(given, Sha256.name(DIGITS, owner));
    return new JobKey(namespace, name, kind, owner);
  }

  /** Whether a Job is one of ours, of this kind. */
  boolean fits(JsonNode job) {
    JsonNode labels = job.path("metadata").path("labels");
    return labels.path(MANAGED_BY).asText().equals(LAYTIME)
        && labels.path(COMPONENT).asText().equals(kind)
        && labels.path(INSTALLATION).asText().equals(owner);
  }

  void label(ObjectNode metadata) {
    ObjectNode labels =
        metadata
            .putObject("labels")
            .put("app.kubernetes.io/name", LAYTIME)
            .put(COMPONENT, kind)
            .put(MANAGED_BY, LAYTIME);
    if (!owner.isEmpty()) {
      labels.put(INSTALLATION, owner);
    }
  }
}
