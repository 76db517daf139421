package dev.laytime.activities.crd.imagebuilder;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.laytime.build.BuildResources;
import dev.laytime.build.Quantity;
import java.math.BigDecimal;
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
      @JsonPropertyDescription("As in 512Mi") @Nullable String memory,
      @JsonProperty("ephemeral-storage")
          @JsonPropertyDescription("As in 20Gi; what it requests of it does not count")
          @Nullable String disk) {}

  /**
   * As a build takes it: what it is sure to get of the CPU and of memory, and of memory and disk
   * what it may not exceed. What an object only wants to be sure of is no bound: it may use at
   * least what is usual.
   *
   * @param most that it may ask for; as much disk it has where it says nothing of it
   * @throws IllegalArgumentException if an amount is none
   */
  static BuildResources of(@Nullable ImageBuilderResources resources, BuildResources most) {
    Quantities none = new Quantities(null, null, null);
    Quantities limits = resources == null || resources.limits() == null ? none : resources.limits();
    Quantities requests =
        resources == null || resources.requests() == null ? none : resources.requests();
    String memory = memory(limits.memory(), requests.memory(), most.memory());
    return new BuildResources(
        quantity("cpu", BuildResources.USUAL.cpu(), requests.cpu(), limits.cpu()),
        memory,
        quantity("disk", most.disk(), limits.disk()),
        sure(requests.memory(), memory));
  }

  private static String memory(@Nullable String limit, @Nullable String request, String most) {
    String usual = BuildResources.USUAL.memory();
    String least = number(usual).compareTo(number(most)) > 0 ? most : usual;
    String said = quantity("memory", least, limit, request);
    return limit == null && number(said).compareTo(number(least)) < 0 ? least : said;
  }

  /** No cluster takes what asks to be sure of more than it may use. */
  private static @Nullable String sure(@Nullable String request, String memory) {
    String said = quantity("memory", memory, request);
    return number(said).compareTo(number(memory)) < 0 ? said : null;
  }

  private static BigDecimal number(String quantity) {
    return Quantity.of(quantity).orElse(BigDecimal.ZERO);
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
