package dev.laytime.activities.crd.imagebuilder;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.laytime.build.BuildResources;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a build may use. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ImageBuilderResources(
    @JsonPropertyDescription("What it may not exceed; of the CPU nothing is held back")
        @Nullable Quantities limits,
    @JsonPropertyDescription("What it is sure to get") @Nullable Quantities requests) {

  private static final Pattern QUANTITY =
      Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,6})?(m|k|M|G|T|Ki|Mi|Gi|Ti)?");

  /** Amounts, as Kubernetes writes them. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Quantities(
      @JsonPropertyDescription("As in 500m") @Nullable String cpu,
      @JsonPropertyDescription("As in 512Mi") @Nullable String memory) {}

  /**
   * As a build takes it: what it is sure to get of the CPU, and of memory what it may not exceed.
   *
   * @throws IllegalArgumentException if an amount is none
   */
  static BuildResources of(@Nullable ImageBuilderResources resources) {
    Quantities none = new Quantities(null, null);
    Quantities limits = resources == null || resources.limits() == null ? none : resources.limits();
    Quantities requests =
        resources == null || resources.requests() == null ? none : resources.requests();
    return new BuildResources(
        quantity("cpu", BuildResources.USUAL.cpu(), requests.cpu(), limits.cpu()),
        quantity("memory", BuildResources.USUAL.memory(), limits.memory(), requests.memory()),
        BuildResources.USUAL.disk());
  }

  private static String quantity(String what, String usual, @Nullable String... said) {
    String chosen = usual;
    for (int i = said.length - 1; i >= 0; i--) {
      String each = said[i];
      if (each == null) {
        continue;
      }
      if (!QUANTITY.matcher(each).matches()) {
        throw new IllegalArgumentException(
            "resources: %s '%s': expected an amount, as in 500m or 512Mi".formatted(what, each));
      }
      chosen = each;
    }
    return chosen;
  }
}
