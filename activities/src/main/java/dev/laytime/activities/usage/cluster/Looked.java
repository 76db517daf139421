package dev.laytime.activities.usage.cluster;

import dev.laytime.usage.NamedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a pass over a cluster looked at, and what it left out, for whoever reads a proof. */
final class Looked {

  private final ClusterSettings settings;
  private final List<String> missing = new ArrayList<>();
  private final Map<String, Integer> parameterised = new TreeMap<>();
  private int kinds;
  private int objects;
  private int leftOut;

  Looked(ClusterSettings settings) {
    this.settings = settings;
  }

  /**
   * One object.
   *
   * @param leftOut whether a person says that what it names is not in use
   * @param images that it names
   * @param parameterised how many besides it will name only when it is run
   */
  record Seen(boolean leftOut, List<NamedImage> images, int parameterised) {

    static final Seen LEFT_OUT = new Seen(true, List.of(), 0);

    Seen {
      images = List.copyOf(images);
    }

    /** Whether images stand where they are looked for. */
    boolean names() {
      return !images.isEmpty() || parameterised > 0;
    }
  }

  void missing(WatchedKind kind) {
    missing.add(kind.text());
  }

  void installed() {
    kinds++;
  }

  void at(WatchedKind kind, List<Seen> seen) {
    for (Seen one : seen) {
      objects += one.leftOut() ? 0 : 1;
      leftOut += one.leftOut() ? 1 : 0;
      if (one.parameterised() > 0) {
        parameterised.merge(kind.text(), one.parameterised(), Integer::sum);
      }
    }
  }

  String text() {
    return "%d objects of %d kinds in %s%s%s%s%s"
        .formatted(objects, kinds, where(), irrelevant(), atRuns(), absent(), helm());
  }

  private String where() {
    if (!settings.namespaces().isEmpty()) {
      return "namespaces " + String.join(", ", settings.namespaces());
    }
    return settings.irrelevant().isEmpty()
        ? "all namespaces"
        : "all namespaces but for " + String.join(", ", settings.irrelevant());
  }

  private String irrelevant() {
    return settings.irrelevantObjects().isEmpty()
        ? ""
        : settings.irrelevantObjects().stream()
            .map(ObjectPattern::toString)
            .collect(
                Collectors.joining(
                    ", ", "; left out as irrelevant %d objects of ".formatted(leftOut), ""));
  }

  private String atRuns() {
    return parameterised.isEmpty()
        ? ""
        : parameterised.entrySet().stream()
            .map(each -> "%d images of %s".formatted(each.getValue(), each.getKey()))
            .collect(Collectors.joining(", ", "; parameterised, so not known: ", ""));
  }

  private String absent() {
    return missing.isEmpty() ? "" : "; not installed: " + String.join(", ", missing);
  }

  private String helm() {
    return settings.helm().isEmpty()
        ? ""
        : "; Helm history in %s alone".formatted(String.join(", ", settings.helm()));
  }
}
