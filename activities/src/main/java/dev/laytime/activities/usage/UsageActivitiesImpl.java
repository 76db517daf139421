package dev.laytime.activities.usage;

import dev.laytime.activity.FailureType;
import dev.laytime.activity.Problem;
import dev.laytime.activity.ScanRequest;
import dev.laytime.activity.ScanResult;
import dev.laytime.activity.UsageActivities;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.ledger.Scans;
import dev.laytime.usage.Listing;
import dev.laytime.usage.NamedImage;
import dev.laytime.usage.SourceOfUse;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The activity that lists a source of use and publishes what it names. */
public final class UsageActivitiesImpl implements UsageActivities {

  private static final Logger log = LoggerFactory.getLogger(UsageActivitiesImpl.class);
  private static final int MOST_GAPS = 10;
  private static final int LONGEST_GAP = 300;

  private final Function<String, Optional<SourceOfUse>> sources;
  private final Scans scans;

  /** What the last scan of each source lacked; empty for nothing. */
  private final Map<String, String> lacking = new ConcurrentHashMap<>();

  /**
   * The activity over all sources that the worker knows.
   *
   * @param sources by name
   */
  public UsageActivitiesImpl(Map<String, SourceOfUse> sources, Scans scans) {
    this(name -> Optional.ofNullable(sources.get(name)), scans);
  }

  /**
   * The same over sources that come and go.
   *
   * @param sources by name; empty for one that nobody has
   */
  public UsageActivitiesImpl(Function<String, Optional<SourceOfUse>> sources, Scans scans) {
    this.sources = sources;
    this.scans = scans;
  }

  @Override
  public ScanResult scan(ScanRequest request) {
    SourceOfUse source = source(request.source());
    ActivityExecutionContext context = Activity.getExecutionContext();
    Listing listing = source.list(() -> context.heartbeat(request.source()));
    try {
      ScanResult result =
          result(scans.publish(request.source(), request.startedAt(), listing), listing);
      log.debug(
          "scanned source={} number={} complete={} references={} gaps={}",
          request.source(),
          result.number(),
          result.complete(),
          result.references(),
          result.gapCount());
      tellChange(request.source(), result);
      return result;
    } catch (LedgerUnavailableException e) {
      throw unpublished(request.source(), e);
    }
  }

  private SourceOfUse source(String name) {
    try {
      return sources.apply(name).orElseThrow(() -> unknown(name));
    } catch (LedgerUnavailableException e) {
      throw unpublished(name, e);
    }
  }

  /** Once where it begins to lack something else, and once where it lacks nothing any more. */
  private void tellChange(String source, ScanResult result) {
    String lacks =
        result.complete() ? result.held() : result.gaps().stream().findFirst().orElse("something");
    if (lacks.equals(lacking.put(source, lacks))) {
      return;
    }
    if (lacks.isEmpty()) {
      log.info(
          "scans are complete source={} number={} references={}",
          source,
          result.number(),
          result.references());
    } else {
      log.warn(
          "scans prove nothing source={} number={} gaps={} cause=\"{}\"",
          source,
          result.number(),
          result.gapCount(),
          lacks);
    }
  }

  private static ScanResult result(Scans.Published published, Listing listing) {
    List<String> gaps = published.gaps();
    return new ScanResult(
        published.number(),
        published.complete(),
        published.held(),
        (int) listing.images().stream().map(NamedImage::image).distinct().count(),
        (int) listing.images().stream().map(NamedImage::usage).distinct().count(),
        gaps.stream().limit(MOST_GAPS).map(UsageActivitiesImpl::shorten).toList(),
        gaps.size());
  }

  private static String shorten(String gap) {
    return gap.length() <= LONGEST_GAP ? gap : gap.substring(0, LONGEST_GAP) + "…";
  }

  private static ApplicationFailure unknown(String source) {
    return failure(
        FailureType.REFUSED,
        new Problem(
            "scan source " + source,
            "neither this worker's configuration nor an object names such a source",
            "add it to the configuration again, or take it out of every proof with"
                + " `laytime sources remove "
                + source
                + " --confirm`",
            null));
  }

  private static ApplicationFailure unpublished(String source, LedgerUnavailableException e) {
    return failure(
        FailureType.UNAVAILABLE,
        new Problem(
            "publish the scan of source " + source,
            String.valueOf(e.getMessage()),
            "check the ledger's database; until it is back nothing is taken away",
            null));
  }

  private static ApplicationFailure failure(FailureType type, Problem problem) {
    return ApplicationFailure.newBuilder()
        .setMessage(problem.what() + ": " + problem.cause())
        .setType(type.name())
        .setNonRetryable(!type.retryable())
        .setDetails(problem)
        .build();
  }
}
