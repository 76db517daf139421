package dev.laytime.activities.registry;

import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.verify.Attestation;
import dev.laytime.activities.registry.verify.PromotionAttestation;
import dev.laytime.activities.registry.verify.Verification;
import dev.laytime.activity.AttestRequest;
import dev.laytime.activity.AttestResult;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.VerifyActivities;
import dev.laytime.activity.VerifyRequest;
import dev.laytime.activity.VerifyResult;
import dev.laytime.image.Descriptor;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The activities that read signatures and attestations, and write one. */
public final class VerifyActivitiesImpl implements VerifyActivities {

  private static final Logger log = LoggerFactory.getLogger(VerifyActivitiesImpl.class);

  /** How long one answer of a registry may take, throttled or not. */
  private static final Duration STANDSTILL = Duration.ofSeconds(45);

  private final ImageStores stores;
  private final Verification verification;

  public VerifyActivitiesImpl(ImageStores stores, Verification verification) {
    this.stores = stores;
    this.verification = verification;
  }

  @Override
  public VerifyResult verify(VerifyRequest request) {
    String what = "verify %s@%s".formatted(request.repository(), request.digest());
    ActivityExecutionContext context = Activity.getExecutionContext();
    RegistryClient registries = stores.forActivity(context).registries();
    AtomicLong pulse = new AtomicLong();
    try {
      // Nothing that somebody remembers: signatures come and go.
      VerifyResult result =
          new WatchedWork(STANDSTILL)
              .run(
                  what,
                  pulse::get,
                  () -> context.heartbeat(pulse.get()),
                  () ->
                      verification.verify(
                          request,
                          registries.source(request.repository()),
                          pulse::incrementAndGet));
      log.info(
          "verified repository={} digest={} verifier={} passed={}",
          request.repository(),
          request.digest(),
          request.verifier(),
          result.passed());
      return result;
    } catch (IOException e) {
      throw Failures.of(e, what);
    }
  }

  @Override
  public AttestResult attest(AttestRequest request) {
    String what = "attest %s@%s".formatted(request.repository(), request.digest());
    ActivityExecutionContext context = Activity.getExecutionContext();
    RegistryClient registries = stores.forActivity(context).registries();
    AtomicLong pulse = new AtomicLong();
    try {
      registries.checkWritable(what);
      return new WatchedWork(STANDSTILL)
          .run(
              what,
              pulse::get,
              () -> context.heartbeat(pulse.get()),
              () ->
                  attest(request, registries.target(request.repository()), pulse::incrementAndGet));
    } catch (IOException e) {
      throw Failures.of(e, what);
    }
  }

  private static AttestResult attest(AttestRequest request, ImageStore repository, Runnable seen)
      throws IOException {
    Descriptor image = repository.find(request.digest()).orElseThrow(() -> absent(request));
    seen.run();
    Attestation attestation = PromotionAttestation.of(request, image);
    attestation.leave(repository, seen);
    log.info(
        "attested repository={} digest={} attestation={}",
        request.repository(),
        request.digest(),
        attestation.manifest().digest());
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
