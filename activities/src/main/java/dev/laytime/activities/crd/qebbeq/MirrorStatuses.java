package dev.laytime.activities.crd.qebbeq;

import dev.laytime.activity.PollReport;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.PollInterval;
import dev.laytime.mirror.RepositoryPrefix;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the statuses of {@code ImageMirror} objects say.
 *
 * @param polls how the last one of each target ended that is polled
 */
record MirrorStatuses(String host, Map<RepositoryPrefix, PollReport> polls, Instant now) {

  private static final String POLLED = "Polled";
  private static final int MOST_CAUSES = 3;

  /** What an object is to say, after what it says. */
  ImageMirrorStatus of(ImageMirrorObject mirror, Condition verdict) {
    List<Condition> before = mirror.status().conditions();
    PollReport report = verdict.status().equals(Condition.TRUE) ? report(mirror) : null;
    if (report == null) {
      return new ImageMirrorStatus(List.of(verdict.after(before, now)), null);
    }
    return new ImageMirrorStatus(
        List.of(verdict.after(before, now), polled(report).after(before, now)),
        report.endedAt().truncatedTo(ChronoUnit.SECONDS));
  }

  /** Only one that counts is asked: it has a target, and that is its own. */
  private @Nullable PollReport report(ImageMirrorObject mirror) {
    return mirror.spec().polled() == null ? null : polls.get(mirror.spec().target(host));
  }

  private static Condition polled(PollReport report) {
    boolean whole = report.failure().isEmpty();
    boolean clean = report.count().troubles() == 0;
    return Condition.now(
        POLLED,
        whole ? Condition.TRUE : Condition.FALSE,
        whole ? (clean ? "Polled" : "SomeUnknown") : "Incomplete",
        message(report));
  }

  private static String message(PollReport report) {
    List<String> parts = new ArrayList<>();
    if (!report.failure().isEmpty()) {
      parts.add(report.failure());
    }
    parts.add(report.count().text());
    report.count().causes().stream().limit(MOST_CAUSES).forEach(parts::add);
    return String.join("; ", parts);
  }

  /** How often a rule is polled, for people; empty for never. */
  static String polled(MirrorRule rule) {
    PollInterval poll = rule.poll();
    return poll == null ? "" : ", polled every %d s".formatted(poll.every().toSeconds());
  }
}
