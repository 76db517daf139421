package dev.laytime.activities.registry;

import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.verify.Attestation;
import dev.laytime.activities.registry.verify.AttestationKey;
import dev.laytime.activities.registry.verify.PromotionAttestation;
import dev.laytime.activities.registry.verify.Verification;
import dev.laytime.activity.AttestRequest;
import dev.laytime.activity.AttestResult;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.VerifyActivities;
import dev.laytime.activity.VerifyRequest;
import dev.laytime.activity.VerifyResult;
import dev.laytime.image.Descriptor;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The activities that read signatures and attestations, and write one. */
public final class VerifyActivitiesImpl implements VerifyActivities {

  private static final Logger log = LoggerFactory.getLogger(VerifyActivitiesImpl.class);

  private final AnsweredRequests requests;
  private final Verification verification;
  private final SigningKey key;

  public VerifyActivitiesImpl(ImageStores stores, Verification verification, SigningKey key) {
    this.requests = new AnsweredRequests(stores);
    this.verification = verification;
    this.key = key;
  }

  @Override
  public VerifyResult verify(VerifyRequest request) {
    String what = "verify %s@%s".formatted(request.repository(), request.digest());
    // Nothing that somebody remembers: signatures come and go.
    VerifyResult result =
        requests.run(
            what,
            (registries, answered) ->
                verification.verify(request, registries.source(request.repository()), answered));
    log.info(
        "verified repository={} digest={} verifier={} passed={}",
        request.repository(),
        request.digest(),
        request.verifier(),
        result.passed());
    return result;
  }

  @Override
  public AttestResult attest(AttestRequest request) {
    String what = "attest %s@%s".formatted(request.repository(), request.digest());
    return requests.run(
        what,
        (registries, answered) -> {
          registries.checkWritable(what);
          return attest(request, registries.target(request.repository()), answered);
        });
  }

  private AttestResult attest(AttestRequest request, ImageStore repository, Runnable seen)
      throws IOException {
    AttestationKey signing = key.read();
    Descriptor image = repository.find(request.digest()).orElseThrow(() -> absent(request));
    seen.run();
    Attestation attestation = PromotionAttestation.of(request, signing, image);
    attestation.leave(repository, seen);
    log.info(
        "attested repository={} digest={} attestation={} signed={}",
        request.repository(),
        request.digest(),
        attestation.manifest().digest(),
        signing != null);
    return new AttestResult(attestation.manifest().digest());
  }

  private static RegistryException absent(AttestRequest request) {
    return new RegistryException(
        FailureType.NOT_FOUND,
        "attest %s@%s".formatted(request.repository(), request.digest()),
        "there is no such image",
        "somebody has deleted it since it was promoted");
  }
}
