package dev.laytime.e2e.builds.node;

import dev.laytime.activities.build.job.JobBuilder;
import dev.laytime.activity.BuildRequest;
import dev.laytime.build.BuildException;
import dev.laytime.build.BuildFailure;
import dev.laytime.image.Digest;
import java.util.Optional;
import java.util.stream.Stream;

/** What builders come to. */
final class Failures {

  private Failures() {}

  /** What was built; an error that says why nothing was. */
  static Digest built(JobBuilder builder, BuildRequest request) {
    try {
      return builder.build(request, () -> {}).digest();
    } catch (RuntimeException e) {
      throw new AssertionError(of(e).map(BuildFailure::toString).orElse("It is not known why"), e);
    }
  }

  /** Why a build failed, as far as that is known. */
  static Optional<BuildFailure> of(Throwable thrown) {
    return Stream.iterate(thrown, each -> each != null, Throwable::getCause)
        .filter(BuildException.class::isInstance)
        .map(known -> ((BuildException) known).failure())
        .findFirst();
  }
}
