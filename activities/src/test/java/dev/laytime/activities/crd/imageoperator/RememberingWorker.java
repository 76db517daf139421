package dev.laytime.activities.crd.imageoperator;

import static java.util.stream.Collectors.toMap;

import dev.laytime.image.Reference;
import dev.laytime.mirror.FoundMirror;
import dev.laytime.mirror.Lending;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.Presence;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.mirror.TagMirror;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A worker that remembers what it was told. */
final class RememberingWorker implements ImageOperatorAdapter.Worker {

  final List<LoginHosts> agreed = new ArrayList<>();
  final Map<String, MirrorState> states = new HashMap<>();
  List<FoundMirror> found = List.of();

  /** Those in force. */
  List<TagMirror> mirrors = List.of();

  Map<String, ObjectMarks> marks = Map.of();
  String note = "";
  boolean other;
  int told;

  void copied(String name, int minute, String tag, String as) {
    Instant at = ImageOperatorRounds.NOW.plusSeconds(60L * minute);
    states.put(
        "image-operator/shop/" + name,
        new MirrorState(
            new ImageCounts(1, 1, 0, 0, 0),
            List.of(
                new HistoryEntry(
                    at,
                    "quay.io/org/app:" + tag,
                    "reg.test/org/app:" + as,
                    "sha256:" + "a".repeat(64))),
            List.of(),
            at,
            "",
            null,
            false));
  }

  @Override
  public LoginHosts hosts(LoginHosts now) {
    if (agreed.isEmpty()) {
      agreed.add(now);
    }
    return agreed.getFirst();
  }

  @Override
  public Optional<ImageOperatorAdapter.Ground> ground(LoginHosts hosts) {
    return other
        ? Optional.empty()
        : Optional.of(
            new ImageOperatorAdapter.Ground(
                hosts,
                List.of(RepositoryPrefix.parse("reg.test/own")),
                new HashSet<>(found),
                note));
  }

  @Override
  public Lending lends(MirrorRule rule) {
    return switch (rule.source().registry()) {
      case "lent.test" -> Lending.LENDS;
      case "unsure.test" -> Lending.UNKNOWN;
      default -> Lending.NOTHING;
    };
  }

  @Override
  public Map<String, MirrorState> states(Set<String> names) {
    return names.stream().filter(states::containsKey).collect(toMap(n -> n, states::get));
  }

  @Override
  public void mirror(List<FoundMirror> now) {
    found = now;
    mirrors = now.stream().map(FoundMirror::mirror).filter(Objects::nonNull).toList();
    told++;
  }

  @Override
  public Presence exists(Reference image) {
    return Presence.THERE;
  }

  @Override
  public void marked(Map<String, ObjectMarks> objects) {
    marks = objects;
  }

  @Override
  public void seen(List<ImageOperatorAdapter.Seen> objects) {}
}
