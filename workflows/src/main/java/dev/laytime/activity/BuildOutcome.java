package dev.laytime.activity;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.laytime.build.BuildFailure;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a builder comes to. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
  @JsonSubTypes.Type(value = BuildOutcome.Built.class, name = "built"),
  @JsonSubTypes.Type(value = BuildOutcome.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = BuildOutcome.GivenUp.class, name = "given-up"),
})
public sealed interface BuildOutcome {

  /**
   * It says that it pushed this.
   *
   * @param builders the images that built it, by digest; none where the worker did, or nobody knows
   */
  record Built(Digest digest, List<Reference> builders) implements BuildOutcome {
    public Built(Digest digest, @Nullable List<Reference> builders) {
      this.digest = digest;
      this.builders = builders == null ? List.of() : List.copyOf(builders);
    }
  }

  /** It did not. */
  record Failed(BuildFailure failure) implements BuildOutcome {}

  /** It did not, and is not to be tried again, of whatever kind that is; something may go on. */
  record GivenUp(BuildFailure failure) implements BuildOutcome {}
}
