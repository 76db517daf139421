package dev.laytime.workflow;

import dev.laytime.activity.ScanRequest;
import dev.laytime.activity.ScanResult;
import dev.laytime.activity.UsageActivities;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Sources of use that count their scans. */
final class FakeSources implements UsageActivities {

  final List<ScanRequest> scans = new CopyOnWriteArrayList<>();
  final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();

  /** What happens while a scan runs. */
  volatile Consumer<ScanRequest> meanwhile = _ -> {};

  @Override
  public ScanResult scan(ScanRequest request) {
    scans.add(request);
    meanwhile.accept(request);
    RuntimeException failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
    return new ScanResult(scans.size(), true, "", 2, 5, List.of(), 0);
  }
}
