package dev.laytime.activities.registry.verify;

import com.google.re2j.PatternSyntaxException;
import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.VerifyRequest;
import dev.laytime.activity.VerifyResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether an image is signed, or something attested about it, by whom a verifier trusts. Whatever
 * it cannot prove does not count; whatever it cannot learn is an error.
 */
public final class Verification {

  private static final Logger log = LoggerFactory.getLogger(Verification.class);

  private static final int MOST_REASONS = 10;
  private static final int LONGEST_REASON = 1500;

  private final Map<String, VerifierSettings> verifiers;

  /** With verifiers of different names. */
  public Verification(List<VerifierSettings> verifiers) {
    this.verifiers = new LinkedHashMap<>();
    for (VerifierSettings verifier : verifiers) {
      this.verifiers.put(verifier.name(), verifier);
    }
  }

  /**
   * Verifies.
   *
   * @param repository where the image is: nothing may be remembered of it
   * @param seen whenever the registry has answered
   * @throws IOException if the registry does not answer, or a file of the verifier cannot be read
   */
  public VerifyResult verify(VerifyRequest request, ImageStore repository, Runnable seen)
      throws IOException {
    VerifierSettings verifier = verifiers.get(request.verifier());
    if (verifier == null) {
      return new VerifyResult(false, "no verifier is called '%s'".formatted(request.verifier()));
    }
    Judge judge = judge(verifier);
    Wanted wanted = new Wanted(repository.fetch(request.digest()), request.predicateType());
    seen.run();
    return weigh(new EvidenceReader(repository, seen).read(wanted), judge, wanted);
  }

  static Judge judge(VerifierSettings verifier) throws RegistryException {
    try {
      return switch (verifier.trust()) {
        case VerifierSettings.Trust.Keys keys ->
            new KeyJudge(verifier.name(), TrustedKey.read(keys.file()));
        case VerifierSettings.Trust.Identity identity ->
            IdentityJudge.of(verifier.name(), identity);
      };
    } catch (IOException | PatternSyntaxException e) {
      throw new RegistryException(
          FailureType.UNAVAILABLE,
          "use verifier " + verifier.name(),
          String.valueOf(e.getMessage()),
          "mend its files in the worker's configuration");
    }
  }

  static VerifyResult weigh(List<Evidence> evidence, Judge judge, Wanted wanted) {
    String kind = wanted.isSignature() ? "signature" : "attestation";
    if (evidence.isEmpty()) {
      return new VerifyResult(false, "it has no %s".formatted(kind));
    }
    List<String> reasons = new ArrayList<>();
    for (Evidence one : evidence) {
      try {
        String who = judge.judge(one, wanted);
        return new VerifyResult(true, bounded("%s: %s".formatted(who, one.place())));
      } catch (UnacceptableException e) {
        reasons.add("%s: %s".formatted(one.place(), e.reason()));
      } catch (RuntimeException | StackOverflowError e) {
        // Strangers write what is read here: whatever a reader does not expect is refused.
        log.debug("refused evidence place={} image={}", one.place(), wanted.digest(), e);
        reasons.add("%s: it is malformed".formatted(one.place()));
      }
    }
    return new VerifyResult(false, bounded(refusal(kind, reasons)));
  }

  private static String refusal(String kind, List<String> reasons) {
    int more = reasons.size() - MOST_REASONS;
    String first = String.join("; ", reasons.subList(0, Math.min(MOST_REASONS, reasons.size())));
    return "no %s counts: %s%s"
        .formatted(kind, first, more > 0 ? "; and %d more".formatted(more) : "");
  }

  private static String bounded(String reason) {
    return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
  }
}
