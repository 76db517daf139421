package dev.laytime.activities.crd.own;

import dev.laytime.activities.crd.Verdict;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.mirror.RepositoryPrefix;
import java.time.Instant;
import java.util.List;

/** What {@code Pin} objects come to. */
record PinPlan(Tenancy tenancy, List<RepositoryPrefix> stages, Instant now) {

  Outcome<PinnedImage> of(String namespace, String object, PinSpec spec) {
    Verdict stranger = tenancy.objection(namespace);
    if (stranger != null) {
      return Outcome.none(stranger);
    }
    try {
      Reference image = Reference.parse(String.valueOf(spec.image()));
      String until = spec.until();
      PinnedImage pin =
          new PinnedImage(
              object,
              image,
              until == null ? null : Forms.instant("until", until),
              String.valueOf(spec.reason()).strip());
      return judged(namespace, pin, Boolean.TRUE.equals(spec.suspend()));
    } catch (InvalidReferenceException e) {
      return Outcome.unknown("image: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      return Outcome.unknown(String.valueOf(e.getMessage()));
    }
  }

  private Outcome<PinnedImage> judged(String namespace, PinnedImage pin, boolean suspended) {
    Repository repository = pin.image().repository();
    Verdict denied =
        tenancy.objection(
            namespace, new RepositoryPrefix(repository.registry(), repository.path()));
    if (denied != null) {
      return Outcome.none(denied);
    }
    if (suspended) {
      return Outcome.none(Verdict.idle("Suspended", "suspended: it holds nothing"));
    }
    Instant until = pin.until();
    if (until != null && now.isAfter(until)) {
      return Outcome.none(Verdict.idle("Expired", "it held until " + until));
    }
    if (stages.stream().noneMatch(stage -> stage.contains(repository))) {
      return Outcome.of(
          pin, Verdict.stalled("NotManaged", "no stage of the worker has " + pin.image().text()));
    }
    return Outcome.of(
        pin,
        Verdict.ready(
            "Pinned",
            "%s stays%s".formatted(pin.image().text(), until == null ? "" : " until " + until)));
  }
}
