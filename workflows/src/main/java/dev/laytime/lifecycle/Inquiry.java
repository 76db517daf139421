package dev.laytime.lifecycle;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far the asking has come whether an image may leave; it is about one deadline. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "inquiry")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Inquiry.Later.class, name = "later"),
  @JsonSubTypes.Type(value = Inquiry.Proven.class, name = "proven"),
  @JsonSubTypes.Type(value = Inquiry.Cleared.class, name = "cleared"),
})
public sealed interface Inquiry {

  /** The deadline that it is about: scans count that started after it. */
  Instant notBefore();

  /**
   * Not now.
   *
   * @param reasons why, the first ten
   * @param retryAt when to ask again; null where only a fact can change it
   */
  record Later(Instant notBefore, List<String> reasons, @Nullable Instant retryAt)
      implements Inquiry {
    public Later {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Every source says that it is not named, and nothing else speaks for it.
   *
   * @param proof what the sources said, for people
   */
  record Proven(Instant notBefore, List<String> proof) implements Inquiry {
    public Proven {
      proof = List.copyOf(proof);
    }
  }

  /**
   * The removal was counted and is within bounds.
   *
   * @param intention the ledger's id
   */
  record Cleared(Instant notBefore, List<String> proof, String intention) implements Inquiry {
    public Cleared {
      proof = List.copyOf(proof);
    }
  }
}
