package dev.laytime.activities.crd.own;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must be true before an image is moved: exactly one of these. A program on the worker's
 * machine is none of them: who may write an object may have none run there.
 *
 * @param name null for one made of what it is
 * @param signed a cosign signature
 * @param attested an attestation
 * @param soaked so long in the source stage
 * @param checked somebody's report
 * @param approved people's approval
 * @param job a Kubernetes Job of the worker's configuration
 * @param open a time of the week
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        "[has(self.signed), has(self.attested), has(self.soaked), has(self.checked),"
            + " has(self.approved), has(self.job), has(self.open)].filter(given, given).size() =="
            + " 1",
    message = GateSpec.ONE)
public record GateSpec(
    @Size(max = 63)
        @ValidationRule(
            value = "self.matches('^[A-Za-z0-9][A-Za-z0-9 ._/-]{0,62}$')",
            message = "gates.name: expected 1 to 63 letters, digits, spaces and '._/-'")
        @JsonPropertyDescription("What it is called; without it, what it is")
        @Nullable String name,
    @JsonPropertyDescription("A cosign signature that a verifier accepts") @Nullable Signed signed,
    @JsonPropertyDescription("An attestation, signed as a verifier wants it")
        @Nullable Attested attested,
    @JsonPropertyDescription("So long under its tag in the source stage") @Nullable Soaked soaked,
    @JsonPropertyDescription("Somebody's report that a check passed") @Nullable Checked checked,
    @JsonPropertyDescription("Approval by people") @Nullable Approved approved,
    @JsonPropertyDescription("A Kubernetes Job that succeeds") @Nullable Job job,
    @JsonPropertyDescription("A time of the week") @Nullable Open open) {

  static final String ONE =
      "gates: expected exactly one of signed, attested, soaked, checked, approved, job and open in"
          + " each";

  static final String NAME = "self.matches('^[a-z0-9][a-z0-9._-]{0,99}$')";
  static final String A_PROOF =
      "expected kubernetes, signature or oidc ISSUER, as in oidc https://login.example.com";
  static final String A_NAME = "expected a name of the worker's configuration";

  /** Whose signature. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @ValidationRule(value = "has(self.verifier)", message = "signed.verifier: " + A_NAME)
  public record Signed(
      @Size(max = 100)
          @ValidationRule(value = NAME, message = "signed.verifier: " + A_NAME)
          @JsonPropertyDescription("A verifier of the worker's configuration")
          @Nullable String verifier) {}

  /** Whose attestation, and of what. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @ValidationRule(
      value = "has(self.verifier) && has(self.predicateType)",
      message = "attested: expected verifier and predicateType")
  public record Attested(
      @Size(max = 100)
          @ValidationRule(value = NAME, message = "attested.verifier: " + A_NAME)
          @JsonPropertyDescription("A verifier of the worker's configuration")
          @Nullable String verifier,
      @Size(max = 255)
          @ValidationRule(
              value = "self.matches('^[A-Za-z][A-Za-z0-9+.-]*:[^[:space:]]+$')",
              message =
                  "attested.predicateType: expected a URI, as in https://slsa.dev/provenance/v1")
          @JsonPropertyDescription("The predicate type of the statement, as it stands there")
          @Nullable String predicateType) {}

  /** How long. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @ValidationRule(value = "has(self.atLeast)", message = "soaked.atLeast: " + Forms.A_TIME)
  public record Soaked(
      @Size(max = 20)
          @ValidationRule(value = Forms.TIME, message = "soaked.atLeast: " + Forms.A_TIME)
          @JsonPropertyDescription("How long the digest has been under its tag, as in 24h")
          @Nullable String atLeast) {}

  /** Which check. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @ValidationRule(
      value = "has(self.name)",
      message = "checked.name: expected what the check is called, as in smoke-test")
  public record Checked(
      @Size(max = 63)
          @ValidationRule(
              value = "self.matches('^[A-Za-z0-9][A-Za-z0-9 ._/-]{0,62}$')",
              message = "checked.name: expected 1 to 63 letters, digits, spaces and '._/-'")
          @JsonPropertyDescription("What the check is called; the gate is called so, too")
          @Nullable String name) {}

  /**
   * By how many, and whom.
   *
   * @param count null for one
   * @param verified null for no
   * @param proof null for the first's
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Approved(
      @ValidationRule(
              value = "self >= 1 && self <= 20",
              message = "approved.count: expected a number from 1 to 20")
          @JsonPropertyDescription("How many people (default: 1)")
          @Nullable Integer count,
      @JsonPropertyDescription("Whether only those count whose name was proven (default: false)")
          @Nullable Boolean verified,
      @Size(max = 50)
          @ValidationRule(
              value = "self.all(each, each.size() > 0 && each.size() <= 255)",
              message = "approved.from: expected names of people")
          @JsonPropertyDescription("The only ones who may; without them, all")
          List<String> from,
      @Size(max = 800)
          @ValidationRule(value = "self.size() > 0", message = "approved.proof: " + A_PROOF)
          @JsonPropertyDescription(
              "The only kind of proof that counts: kubernetes, signature or oidc ISSUER; without"
                  + " it, that of the first who is proven")
          @Nullable String proof,
      @Size(max = 20)
          @ValidationRule(
              value = "self.all(each, each.size() > 0 && each.size() <= 800)",
              message = "approved.orders: " + A_PROOF)
          @JsonPropertyDescription("Kinds of proof that count for orders besides")
          List<String> orders) {
    public Approved {
      from = Forms.list(from);
      orders = Forms.list(orders);
    }

    /** Of whatever kind the first proof is. */
    public Approved(@Nullable Integer count, @Nullable Boolean verified, List<String> from) {
      this(count, verified, from, null, List.of());
    }
  }

  /**
   * Which Job.
   *
   * @param timeout null for 30 minutes
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @ValidationRule(value = "has(self.job)", message = "job.job: " + A_NAME)
  public record Job(
      @Size(max = 100)
          @ValidationRule(value = NAME, message = "job.job: " + A_NAME)
          @JsonPropertyDescription("A Job of the worker's configuration")
          @Nullable String job,
      @Size(max = 20)
          @ValidationRule(value = Forms.TIME, message = "job.timeout: " + Forms.A_TIME)
          @JsonPropertyDescription("How long it may take (default: 30m)")
          @Nullable String timeout) {}

  /**
   * When.
   *
   * @param days empty for all
   * @param from null for midnight
   * @param to null for midnight
   * @param zone null for UTC
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Open(
      @Size(max = 7)
          @ValidationRule(
              value = "self.all(each, each in ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])",
              message = "open.days: expected mon, tue, wed, thu, fri, sat or sun")
          @JsonPropertyDescription("The days on which it begins; without them, all")
          List<String> days,
      @Size(max = 8)
          @ValidationRule(value = Open.CLOCK, message = "open.from: " + Open.A_CLOCK)
          @JsonPropertyDescription("When it begins, as in 09:00 (default: 00:00)")
          @Nullable String from,
      @Size(max = 8)
          @ValidationRule(value = Open.CLOCK, message = "open.to: " + Open.A_CLOCK)
          @JsonPropertyDescription(
              "When it ends; not after from means on the next day (default: 00:00)")
          @Nullable String to,
      @Size(max = 64)
          @ValidationRule(
              value = "self.size() > 0",
              message = "open.zone: expected a time zone, as in Europe/Berlin")
          @JsonPropertyDescription("The time zone, as in Europe/Berlin (default: UTC)")
          @Nullable String zone) {

    static final String CLOCK = "self.matches('^([01][0-9]|2[0-3]):[0-5][0-9]$')";
    static final String A_CLOCK = "expected a time, as in 09:00";

    public Open {
      days = Forms.list(days);
    }
  }
}
