package dev.laytime.activities.crd.qebbeq;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is so, is not, or is not known.
 *
 * @param type what; Qebbeq's first versions called the field {@code type_}
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param reason one word for programs
 * @param message for people
 * @param lastTransitionTime when the status last changed
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
    @Required @JsonAlias("type_") String type,
    @Required String status,
    @io.fabric8.generator.annotation.Nullable @Nullable String reason,
    @io.fabric8.generator.annotation.Nullable @Nullable String message,
    @io.fabric8.generator.annotation.Nullable @Nullable Instant lastTransitionTime) {

  static final String TRUE = "True";
  static final String FALSE = "False";
  static final String UNKNOWN = "Unknown";

  /** What is so now, before it is known since when. */
  static Condition now(
      String type, String status, @Nullable String reason, @Nullable String message) {
    return new Condition(type, status, reason, message, null);
  }

  /** The same, since it was so before, or since now. */
  Condition after(List<Condition> before, Instant now) {
    Instant since = now;
    for (Condition old : before) {
      if (type.equals(old.type()) && status.equals(old.status())) {
        since = old.lastTransitionTime() == null ? now : old.lastTransitionTime();
      }
    }
    return new Condition(type, status, reason, message, since);
  }
}
