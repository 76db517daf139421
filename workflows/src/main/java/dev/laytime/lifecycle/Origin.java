package dev.laytime.lifecycle;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.laytime.image.Reference;

/** How a wanted but missing image comes to be. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "origin")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Origin.Mirror.class, name = "mirror"),
  @JsonSubTypes.Type(value = Origin.External.class, name = "external"),
})
public sealed interface Origin {

  /** It is copied from upstream. */
  record Mirror(Reference source) implements Origin {}

  /** Someone pushes it. */
  record External() implements Origin {}
}
