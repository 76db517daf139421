package dev.laytime.workflow;

import dev.laytime.activity.MirrorActivities;
import dev.laytime.activity.MirrorCopyActivities;
import dev.laytime.activity.MirrorOrders;
import dev.laytime.activity.PollActivities;
import dev.laytime.activity.PollCount;
import dev.laytime.activity.PollPage;
import dev.laytime.activity.PollReport;
import dev.laytime.activity.PollRequest;
import dev.laytime.activity.PollStop;
import dev.laytime.activity.PollWait;
import dev.laytime.activity.TagPollActivities;
import dev.laytime.mirror.RepositoryPrefix;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A source of so many pages, and a ledger that owes what they offer. */
final class FakePolls
    implements PollActivities, TagPollActivities, MirrorCopyActivities, MirrorActivities {

  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<PollRequest> requests = new CopyOnWriteArrayList<>();
  final List<PollReport> reports = new CopyOnWriteArrayList<>();
  final Queue<ApplicationFailure> failures = new ConcurrentLinkedQueue<>();
  final Queue<ApplicationFailure> ledgerFailures = new ConcurrentLinkedQueue<>();
  volatile @Nullable RepositoryPrefix source = RepositoryPrefix.parse("docker.io/library");
  volatile int pages = 1;

  /** Whether it is a mirror that selects tags. */
  volatile boolean tags;

  /** What lives were not offered yet. */
  final AtomicInteger owed = new AtomicInteger();

  volatile @Nullable PollStop stop;

  /** The page that failures come on. */
  volatile @Nullable String failing;

  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  /** What each page comes to. */
  volatile PollCount count = new PollCount(2, 1, 0, 0, 1, List.of("docker.io/library/app:1: 404"));

  @Override
  public MirrorOrders orders(String mirror) {
    asked.add("orders");
    fail(ledgerFailures);
    RepositoryPrefix from = source;
    return from == null
        ? MirrorOrders.NONE
        : new MirrorOrders(from, PollEnvironment.TARGET, tags, "dev", stop);
  }

  @Override
  public PollPage refresh(PollRequest request) {
    return page("refresh", request);
  }

  @Override
  public PollPage discover(PollRequest request) {
    return page("discover", request);
  }

  @Override
  public PollPage select(PollRequest request) {
    return page("select", request);
  }

  @Override
  public PollPage bring(PollRequest request) {
    return page("bring", request);
  }

  /** What a page has come to once, it does not come to again in the same poll. */
  private PollPage page(String what, PollRequest request) {
    asked.add(what + " " + request.after());
    requests.add(request);
    boolean first = seen.add(what + " " + request.after() + " " + request.startedAt());
    if (first) {
      owed.addAndGet(count.offered());
    }
    if (request.after() == null ? failing == null : request.after().equals(failing)) {
      fail(failures);
    }
    String after = request.after();
    int number = after == null ? 1 : Integer.parseInt(after) + 1;
    return new PollPage(
        number < pages ? String.valueOf(number) : null, first ? count : PollCount.NONE);
  }

  @Override
  public int offer(String mirror) {
    asked.add("offer");
    return owed.getAndSet(0);
  }

  @Override
  public void waiting(PollWait wait) {
    asked.add(wait.until() == null ? "go on" : "wait");
  }

  @Override
  public void polled(PollReport report) {
    asked.add("polled");
    fail(ledgerFailures);
    reports.add(report);
    stop = report.stop();
  }

  private static void fail(Queue<ApplicationFailure> failures) {
    ApplicationFailure failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
  }
}
