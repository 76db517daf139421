package dev.laytime.worker.configuration;

import dev.laytime.promotion.Approvals;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.Proofs;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A gate: exactly one of these.
 *
 * @param name null for one made of what it is
 * @param signed a cosign signature
 * @param attested an attestation
 * @param soaked so long in the source stage
 * @param checked somebody's report
 * @param approved people's approval
 * @param command a program on the worker's machine
 * @param job a Kubernetes Job
 * @param open a time of the week
 */
public record GateProperties(
    @Nullable String name,
    @Nullable Signed signed,
    @Nullable Attested attested,
    @Nullable Soaked soaked,
    @Nullable Checked checked,
    @Nullable Approved approved,
    @Nullable Command command,
    @Nullable Job job,
    @Nullable Open open) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._/-]{0,62}");
  private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:\\S+");
  private static final int MOST_PEOPLE = 20;
  private static final int LONGEST_PERSON = 255;
  private static final int LONGEST_ISSUED = 800;
  private static final int MOST_ARGUMENTS = 100;
  private static final Duration LONGEST_RUN = Duration.ofDays(1);

  /**
   * @throws IllegalArgumentException if it is none or several of these, or a value is not of its
   *     form
   */
  public GateProperties {
    long given =
        Stream.of(signed, attested, soaked, checked, approved, command, job, open)
            .filter(Objects::nonNull)
            .count();
    if (given != 1) {
      throw new IllegalArgumentException(
          "gates: expected exactly one of signed, attested, soaked, checked, approved, command, job"
              + " and open in each");
    }
    name = Require.optional(name);
    var _ = gate(name, signed, attested, soaked, checked, approved, command, job, open);
  }

  /** As promotions read it. */
  Gate gate() {
    return gate(name, signed, attested, soaked, checked, approved, command, job, open);
  }

  private static Gate gate(
      @Nullable String name,
      @Nullable Signed signed,
      @Nullable Attested attested,
      @Nullable Soaked soaked,
      @Nullable Checked checked,
      @Nullable Approved approved,
      @Nullable Command command,
      @Nullable Job job,
      @Nullable Open open) {
    if (signed != null) {
      return new Gate.Signed(
          called(name, "signed by " + signed.verifier()),
          Require.name("signed.verifier", signed.verifier()));
    }
    if (attested != null) {
      return attested.gate(name);
    }
    if (soaked != null) {
      return new Gate.Soaked(
          called(name, "soaked"),
          Require.duration("soaked.at-least", Objects.requireNonNullElse(soaked.atLeast(), "")));
    }
    if (checked != null) {
      return new Gate.Checked(
          called(null, Require.text("checked.name", checked.name(), "a name, as in smoke-test")));
    }
    if (approved != null) {
      return approved.gate(name);
    }
    if (command != null) {
      return command.gate(name);
    }
    if (job != null) {
      return new Gate.Worked(
          called(name, "job " + job.job()),
          Require.name("job.job", job.job()),
          timeout("job.timeout", job.timeout()));
    }
    return Objects.requireNonNull(open).gate(name);
  }

  private static String called(@Nullable String name, String otherwise) {
    String called = name == null ? otherwise : name;
    if (!NAME.matcher(called).matches()) {
      throw new IllegalArgumentException(
          "gates.name: expected 1 to 63 letters, digits, spaces and '._/-', not '%s'"
              .formatted(called));
    }
    return called;
  }

  private static Duration timeout(String key, String value) {
    return Require.duration(key, value, LONGEST_RUN, "a gate that runs for longer is stuck");
  }

  /** A cosign signature that a verifier accepts. */
  public record Signed(@Nullable String verifier) {}

  /** An attestation of a predicate type, signed as a verifier wants it. */
  public record Attested(@Nullable String verifier, @Nullable String predicateType) {

    Gate gate(@Nullable String name) {
      String type = Require.text("attested.predicate-type", predicateType, "a URI");
      if (!URI.matcher(type).matches() || type.length() > LONGEST_PERSON) {
        throw new IllegalArgumentException(
            "attested.predicate-type: expected a URI, as in https://slsa.dev/provenance/v1, not"
                + " '%s'".formatted(type));
      }
      String by = Require.name("attested.verifier", verifier);
      return new Gate.Attested(called(name, "attested by " + by), by, type);
    }
  }

  /** So long under its tag in the source stage. */
  public record Soaked(@Nullable String atLeast) {}

  /** A report; the gate is called as the check is. */
  public record Checked(@Nullable String name) {}

  /**
   * Approval by so many people.
   *
   * @param proof the only kind of proof that counts; null for the first
   * @param orders kinds that count for orders besides
   */
  public record Approved(
      @DefaultValue("1") int count,
      @DefaultValue("false") boolean verified,
      @DefaultValue List<String> from,
      @Nullable String proof,
      @DefaultValue List<String> orders) {

    public Approved {
      from = List.copyOf(from);
      proof = Require.optional(proof);
      orders = List.copyOf(orders);
    }

    Gate gate(@Nullable String name) {
      Require.between("approved.count", count, 1, MOST_PEOPLE);
      for (String person : from) {
        boolean issued = Approvals.namesIssuer(person);
        if (person.isBlank() || person.length() > (issued ? LONGEST_ISSUED : LONGEST_PERSON)) {
          throw new IllegalArgumentException("approved.from: expected names of people");
        }
        if (issued && !verified) {
          throw new IllegalArgumentException(
              "approved.from: '%s' counts only where it is proven: expected verified: true"
                  .formatted(person));
        }
      }
      if (!from.isEmpty() && from.stream().distinct().count() < count) {
        throw new IllegalArgumentException(
            "approved: expected at least %d in from, as count says, not %d"
                .formatted(count, from.stream().distinct().count()));
      }
      requireProof();
      return new Gate.Approved(called(name, "approved"), count, verified, from, proof, orders);
    }

    private void requireProof() {
      Stream.concat(Stream.ofNullable(proof), orders.stream())
          .filter(kind -> kind.length() > LONGEST_ISSUED || !Proofs.isKind(kind))
          .forEach(kind -> {
            throw new IllegalArgumentException(
                "approved.proof, approved.orders: expected kubernetes, signature or oidc ISSUER, as"
                    + " in oidc https://login.example.com, not '%s'".formatted(kind));
          });
      if (proof != null && !verified) {
        throw new IllegalArgumentException("approved.proof: expected verified: true with it");
      }
      if (proof == null && !orders.isEmpty()) {
        throw new IllegalArgumentException(
            "approved.orders: expected proof with it: how approvals are proven");
      }
    }
  }

  /** A program with its arguments. */
  public record Command(@DefaultValue List<String> run, @DefaultValue("10m") String timeout) {

    public Command {
      run = List.copyOf(run);
    }

    Gate gate(@Nullable String name) {
      if (run.isEmpty() || run.getFirst().isBlank() || run.size() > MOST_ARGUMENTS) {
        throw new IllegalArgumentException(
            "command.run: expected a program and its arguments, as in [/opt/gates/smoke, --fast]");
      }
      String program = run.getFirst().substring(run.getFirst().lastIndexOf('/') + 1);
      return new Gate.Commanded(
          called(name, "command " + program),
          run,
          GateProperties.timeout("command.timeout", timeout));
    }
  }

  /** A Job of the configuration. */
  public record Job(@Nullable String job, @DefaultValue("30m") String timeout) {}

  /** A time of the week. */
  public record Open(
      @DefaultValue List<String> days,
      @DefaultValue("00:00") String from,
      @DefaultValue("00:00") String to,
      @DefaultValue("UTC") String zone) {

    public Open {
      days = List.copyOf(days);
    }

    Gate gate(@Nullable String name) {
      return new Gate.Opened(
          called(name, "open"),
          days.stream().map(Open::day).distinct().toList(),
          time("open.from", from),
          time("open.to", to),
          zone(zone));
    }

    private static DayOfWeek day(String text) {
      for (DayOfWeek day : DayOfWeek.values()) {
        String wanted = text.strip().toUpperCase(Locale.ROOT);
        if (day.name().equals(wanted) || day.name().substring(0, 3).equals(wanted)) {
          return day;
        }
      }
      throw new IllegalArgumentException(
          "open.days: expected days, as in [mon, tue], not '%s'".formatted(text));
    }

    private static LocalTime time(String key, String text) {
      try {
        return LocalTime.parse(text.strip());
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(
            "%s: expected a time in quotes, as in \"09:00\", not '%s'".formatted(key, text));
      }
    }

    private static ZoneId zone(String text) {
      try {
        return ZoneId.of(text.strip());
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(
            "open.zone: expected a time zone, as in Europe/Berlin, not '%s'".formatted(text));
      }
    }
  }
}
