package dev.laytime.promotion;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must be true before an image is moved. All gates of a path are read again right before the
 * move; one that does not hold waits, it never ends a promotion.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Gate.Signed.class, name = "signed"),
  @JsonSubTypes.Type(value = Gate.Attested.class, name = "attested"),
  @JsonSubTypes.Type(value = Gate.Soaked.class, name = "soaked"),
  @JsonSubTypes.Type(value = Gate.Checked.class, name = "checked"),
  @JsonSubTypes.Type(value = Gate.Approved.class, name = "approved"),
  @JsonSubTypes.Type(value = Gate.Commanded.class, name = "commanded"),
  @JsonSubTypes.Type(value = Gate.Worked.class, name = "worked"),
  @JsonSubTypes.Type(value = Gate.Opened.class, name = "opened"),
})
public sealed interface Gate {

  /** Tells it from the path's other gates, for people. */
  String name();

  /** What it is, as configuration calls it. */
  default String kind() {
    return switch (this) {
      case Signed _ -> "signed";
      case Attested _ -> "attested";
      case Soaked _ -> "soaked";
      case Checked _ -> "checked";
      case Approved _ -> "approved";
      case Commanded _ -> "command";
      case Worked _ -> "job";
      case Opened _ -> "open";
    };
  }

  /**
   * A cosign signature of the digest that a configured verifier accepts.
   *
   * @param verifier its name in the configuration
   */
  record Signed(String name, String verifier) implements Gate {}

  /**
   * An attestation about the digest, signed as a verifier wants it.
   *
   * @param predicateType as in an in-toto statement, a URI
   */
  record Attested(String name, String verifier, String predicateType) implements Gate {}

  /** The digest has been under its tag in the source stage for so long. */
  record Soaked(String name, @JsonFormat(shape = JsonFormat.Shape.STRING) Duration atLeast)
      implements Gate {}

  /**
   * Somebody reported the check of this name as passed, for this digest; the last report counts.
   */
  record Checked(String name) implements Gate {}

  /**
   * People approved it; who ordered the promotion does not count.
   *
   * @param count how many, from 1 to 20
   * @param verified whether only those count whose name was proven
   * @param from the only ones who may, by name or as {@code ISSUER#SUBJECT}; empty for all
   * @param proof the only kind of {@link Proofs} that counts, of the order as well; null for that
   *     of the first who is proven
   * @param orders kinds that count for the order besides, where {@code proof} is named
   */
  record Approved(
      String name,
      int count,
      boolean verified,
      List<String> from,
      @Nullable String proof,
      List<String> orders)
      implements Gate {
    public Approved {
      from = List.copyOf(from);
      // An earlier form has none.
      orders = orders == null ? List.of() : List.copyOf(orders);
    }

    /** Of whatever kind the first proof is. */
    public Approved(String name, int count, boolean verified, List<String> from) {
      this(name, count, verified, from, null, List.of());
    }
  }

  /**
   * A program on the worker's machine that ends with 0.
   *
   * @param command the program and its arguments, literally; it gets what is promoted in its
   *     environment
   */
  record Commanded(
      String name,
      List<String> command,
      @JsonFormat(shape = JsonFormat.Shape.STRING) Duration timeout)
      implements Gate {
    public Commanded {
      command = List.copyOf(command);
    }
  }

  /**
   * A Kubernetes Job that succeeds.
   *
   * @param job its name in the configuration
   */
  record Worked(
      String name, String job, @JsonFormat(shape = JsonFormat.Shape.STRING) Duration timeout)
      implements Gate {}

  /**
   * A time of the week.
   *
   * @param days on which it begins; empty for all
   * @param from included
   * @param to excluded; not after {@code from} means on the next day
   */
  record Opened(String name, List<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone)
      implements Gate {
    public Opened {
      days = List.copyOf(days);
    }
  }

  /** How a gate stands. */
  enum Verdict {
    PASSED,
    WAITING,
    FAILED
  }

  /**
   * How a gate stands, and why.
   *
   * @param gate its name
   * @param reason for people, never a secret
   * @param next when to read it again at the latest; null where only a message can change it
   * @param since when it began to stand so; null where nobody looked
   */
  record Report(
      String gate,
      Verdict verdict,
      String reason,
      @Nullable Instant next,
      @Nullable Instant since) {

    /** A report of somebody who does not know how it stood before. */
    public Report(String gate, Verdict verdict, String reason, @Nullable Instant next) {
      this(gate, verdict, reason, next, null);
    }
  }
}
