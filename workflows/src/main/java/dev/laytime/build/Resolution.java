package dev.laytime.build;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What Git says to what it was asked for. Trouble is no answer. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "resolution")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Resolution.Found.class, name = "found"),
  @JsonSubTypes.Type(value = Resolution.Final.class, name = "final"),
})
public sealed interface Resolution {

  /** There it is, and it may be built. */
  record Found(ResolvedRef ref) implements Resolution {}

  /** There is nothing that may be built, and asking again does not help. */
  record Final(BuildFailure failure) implements Resolution {}
}
