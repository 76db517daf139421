package dev.laytime.activities.registry.verify;

import com.google.re2j.PatternSyntaxException;
import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.VerifyRequest;
import dev.laytime.activity.VerifyResult;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether an image is signed, or something attested about it, by whom a verifier trusts. Whatever
 * it cannot prove does not count; whatever it cannot learn is an error.
 */
public final class Verification {

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
    Weighing weighing = new Weighing(judge, wanted);
    boolean all = new EvidenceReader(repository, seen, weighing::counts).read(wanted);
    return weighing.result(all);
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
}
