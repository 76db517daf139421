package dev.laytime.activities.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A taint of nodes that a Job runs on all the same, as Kubernetes writes it.
 *
 * @param key of the taint; null for whatever it is called
 * @param operator {@code Equal}, or {@code Exists} for any value
 * @param value of the taint; null for an empty one, and with {@code Exists}
 * @param effect of the taint; null for each
 */
public record JobToleration(
    @Nullable String key, String operator, @Nullable String value, @Nullable String effect) {

  private static final String EXISTS = "Exists";
  private static final Set<String> OPERATORS = Set.of("Equal", EXISTS);
  private static final Set<String> EFFECTS = Set.of("NoSchedule", "PreferNoSchedule", "NoExecute");

  /**
   * @throws IllegalArgumentException if no cluster takes it
   */
  public JobToleration {
    if (!OPERATORS.contains(operator)) {
      throw new IllegalArgumentException(
          "operator '%s': expected Equal or Exists".formatted(operator));
    }
    if (effect != null && !EFFECTS.contains(effect)) {
      throw new IllegalArgumentException(
          "effect '%s': expected NoSchedule, PreferNoSchedule or NoExecute".formatted(effect));
    }
    if (operator.equals(EXISTS) && value != null) {
      throw new IllegalArgumentException(
          "value '%s': expected none with Exists, which fits any".formatted(value));
    }
    if (operator.equals("Equal") && key == null) {
      throw new IllegalArgumentException("key: expected one, or the operator Exists");
    }
  }

  void write(ObjectNode to) {
    put(to, "key", key);
    to.put("operator", operator);
    put(to, "value", value);
    put(to, "effect", effect);
  }

  private static void put(ObjectNode to, String name, @Nullable String value) {
    if (value != null) {
      to.put(name, value);
    }
  }
}
