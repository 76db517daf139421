package dev.laytime.lifecycle;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.laytime.image.Reference;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a wanted but missing image comes to be. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "origin")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Origin.Mirror.class, name = "mirror"),
  @JsonSubTypes.Type(value = Origin.Build.class, name = "build"),
  @JsonSubTypes.Type(value = Origin.External.class, name = "external"),
})
public sealed interface Origin {

  /** It is copied from upstream. */
  record Mirror(Reference source) implements Origin {}

  /**
   * It is built of its source.
   *
   * @param rule the name of the rule that says how
   * @param due whether its build is to be ordered now
   * @param said how it stands with its build, for people
   * @param again when that may be another; null for when somebody says so
   */
  record Build(String rule, boolean due, String said, @Nullable Instant again) implements Origin {}

  /** Someone pushes it. */
  record External() implements Origin {}
}
