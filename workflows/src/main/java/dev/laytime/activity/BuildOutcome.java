package dev.laytime.activity;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.laytime.build.BuildFailure;
import dev.laytime.image.Digest;

/** What a builder comes to. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
  @JsonSubTypes.Type(value = BuildOutcome.Built.class, name = "built"),
  @JsonSubTypes.Type(value = BuildOutcome.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = BuildOutcome.GivenUp.class, name = "given-up"),
})
public sealed interface BuildOutcome {

  /** It says that it pushed this. */
  record Built(Digest digest) implements BuildOutcome {}

  /** It did not. */
  record Failed(BuildFailure failure) implements BuildOutcome {}

  /** It did not, and is not to be tried again, of whatever kind that is; something may go on. */
  record GivenUp(BuildFailure failure) implements BuildOutcome {}
}
