package dev.laytime.worker.adapters;

import dev.laytime.activities.crd.imageoperator.HistoryEntry;
import dev.laytime.activities.crd.imageoperator.ImageOperatorAdapter.Seen;
import dev.laytime.activities.crd.imageoperator.LoginHosts;
import dev.laytime.activities.registry.client.PullQuota;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts image-operator's objects, also under the names that image-operator and skopeo-operator
 * gave what they counted; no series where they could not be looked at.
 */
final class ImageOperatorMetrics implements Rounds.Meter {

  private static final List<String> GENERATIONS = List.of("image_operator", "skopeo_operator");

  private final MeterRegistry registry;
  private final Instant since;
  private final List<MultiGauge> reloaded = new ArrayList<>();
  private final List<MultiGauge> limits = new ArrayList<>();
  private final List<MultiGauge> remaining = new ArrayList<>();
  private final MultiGauge objects;
  private final MultiGauge logins;
  private final Counter done;
  private final Counter troubled;
  private final Map<String, Instant> counted = new HashMap<>();
  private final Map<String, List<Counter>> reloads = new HashMap<>();

  /**
   * @param since from when on copies are counted
   */
  ImageOperatorMetrics(MeterRegistry registry, Instant since) {
    this.registry = registry;
    this.since = since;
    for (String generation : GENERATIONS) {
      reloaded.add(
          gauge(generation + "_last_time_image_was_reloaded", "When it was copied last, seconds"));
    }
    limits.add(gauge("image_operator_dockerhub_quota_limit", "Pulls that Docker Hub grants"));
    remaining.add(gauge("image_operator_dockerhub_quota_remaining", "Those that are left"));
    remaining.add(gauge("skopeo_operator_dockerhub_quota", "Pulls that are left at Docker Hub"));
    objects = gauge("laytime.image.operator.images", "Image objects of image-operator");
    logins = gauge("laytime.image.operator.login", "Hosts that image-operator's logins are for");
    done = rounds("done");
    troubled = rounds("trouble");
  }

  private MultiGauge gauge(String name, String description) {
    return MultiGauge.builder(name).description(description).register(registry);
  }

  private Counter rounds(String result) {
    return Counter.builder("laytime.image.operator.rounds")
        .description("Looks at the objects of image-operator")
        .tag("result", result)
        .register(registry);
  }

  /** What was seen of the objects. */
  synchronized void seen(List<Seen> all) {
    Map<String, Long> reasons =
        all.stream()
            .collect(Collectors.groupingBy(Seen::reason, TreeMap::new, Collectors.counting()));
    objects.register(rows("reason", reasons), true);
    Map<String, Long> last = new TreeMap<>();
    Set<String> images = all.stream().map(Seen::image).collect(Collectors.toSet());
    reloads.entrySet().removeIf(each -> isGone(each, images));
    counted.keySet().retainAll(images);
    for (Map.Entry<String, List<Instant>> image : copies(all).entrySet()) {
      count(image.getKey(), image.getValue());
      image.getValue().stream()
          .max(Instant::compareTo)
          .ifPresent(at -> last.put(image.getKey(), at.getEpochSecond()));
    }
    reloaded.forEach(gauge -> gauge.register(rows("image", last), true));
  }

  private boolean isGone(Map.Entry<String, List<Counter>> reload, Set<String> images) {
    boolean gone = !images.contains(reload.getKey());
    if (gone) {
      reload.getValue().forEach(registry::remove);
    }
    return gone;
  }

  private static Map<String, List<Instant>> copies(List<Seen> all) {
    Map<String, List<Instant>> copies = new TreeMap<>();
    for (Seen seen : all) {
      List<Instant> times = copies.computeIfAbsent(seen.image(), _ -> new ArrayList<>());
      for (HistoryEntry copy : seen.state().copies()) {
        Instant at = copy.performedAt();
        if (at != null) {
          times.add(at);
        }
      }
    }
    return copies;
  }

  /** Those since the last look, or since the worker began. */
  private void count(String image, List<Instant> times) {
    Instant before = counted.getOrDefault(image, since);
    long fresh = times.stream().filter(at -> at.isAfter(before)).count();
    times.stream()
        .filter(at -> at.isAfter(before))
        .max(Instant::compareTo)
        .ifPresent(at -> counted.put(image, at));
    reloads
        .computeIfAbsent(image, this::counters)
        .forEach(counter -> counter.increment((double) fresh));
  }

  private List<Counter> counters(String image) {
    return GENERATIONS.stream()
        .map(generation ->
            Counter.builder(generation + "_reload_total")
                .description("Copies that were completed")
                .tag("image", image)
                .register(registry))
        .toList();
  }

  /** The hosts that the logins are for. */
  void hosts(LoginHosts hosts) {
    logins.register(
        Stream.concat(
                hosts.sources().stream().map(host -> row("source", host)),
                hosts.destinations().stream().map(host -> row("destination", host)))
            .collect(Collectors.<Row<?>>toList()),
        true);
  }

  private static Row<?> row(String role, String host) {
    return Row.of(Tags.of("role", role, "host", host), 1);
  }

  /** What Docker Hub says. */
  void quota(PullQuota quota) {
    limits.forEach(gauge -> gauge.register(quota(quota, quota.limit()), true));
    remaining.forEach(gauge -> gauge.register(quota(quota, quota.remaining()), true));
  }

  private static List<Row<?>> quota(PullQuota quota, long value) {
    return List.of(Row.of(Tags.of("ip", quota.source()), value));
  }

  /** Docker Hub says nothing: what it said no longer holds. */
  void noQuota() {
    Stream.concat(limits.stream(), remaining.stream())
        .forEach(gauge -> gauge.register(List.of(), true));
  }

  private static List<Row<?>> rows(String label, Map<String, Long> counts) {
    return counts.entrySet().stream()
        .<Row<?>>map(count -> Row.of(Tags.of(label, count.getKey()), count.getValue()))
        .toList();
  }

  @Override
  public void round(boolean all) {
    (all ? done : troubled).increment();
  }

  @Override
  public void failed() {
    objects.register(List.of(), true);
    round(false);
  }
}
