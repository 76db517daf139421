package dev.laytime.activities.usage.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Reference;
import dev.laytime.usage.Listing;
import dev.laytime.usage.NamedImage;
import dev.laytime.usage.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One pass over a cluster. */
final class ClusterListing {

  private static final int MOST_GAPS = 1000;

  private final String source;
  private final ClusterApi api;
  private final ClusterSettings settings;
  private final Runnable pulse;

  private final List<NamedImage> named = new ArrayList<>();
  private final Set<String> gaps = new LinkedHashSet<>();
  private final List<String> missing = new ArrayList<>();
  private int kinds;
  private int objects;

  ClusterListing(String source, ClusterApi api, ClusterSettings settings, Runnable pulse) {
    this.source = source;
    this.api = api;
    this.settings = settings;
    this.pulse = pulse;
  }

  Listing read() {
    String identity = identity();
    if (gaps.isEmpty()) {
      Discovery discovery = new Discovery(this::ask);
      Stream.concat(settings.namespaces().stream(), settings.helm().stream())
          .distinct()
          .forEach(this::requireNamespace);
      WatchedKind.with(settings.kinds()).forEach(kind -> read(kind, discovery.find(kind)));
      HelmHistory history = new HelmHistory(source, api, pulse, this::gap);
      settings.helm().forEach(namespace -> named.addAll(history.in(namespace)));
    }
    return new Listing(identity, "", selected(), named, List.copyOf(gaps));
  }

  private ClusterApi.Answer ask(String path) throws IOException {
    pulse.run();
    return api.get(path);
  }

  /** A cluster has no name of its own: it is told from another by what it was made with. */
  private String identity() {
    try {
      ClusterApi.Answer answer = ask("/api/v1/namespaces/kube-system");
      JsonNode known = answer.body().path("metadata").path("uid");
      String uid = known.isTextual() ? known.textValue() : "";
      if (answer.isOk() && !uid.isEmpty()) {
        return "cluster " + uid;
      }
      gap("which cluster it is: namespace kube-system: " + answer.refusal());
    } catch (IOException e) {
      gap("the API server: " + e.getMessage());
    }
    return "";
  }

  /** A name that is written wrong would be a namespace in which nothing runs. */
  private void requireNamespace(String namespace) {
    try {
      ClusterApi.Answer answer = ask("/api/v1/namespaces/" + namespace);
      if (!answer.isOk()) {
        gap("namespace %s: %s".formatted(namespace, answer.refusal()));
      }
    } catch (IOException e) {
      gap("namespace %s: %s".formatted(namespace, e.getMessage()));
    }
  }

  private void read(WatchedKind kind, Discovery.Found found) {
    switch (found) {
      case Discovery.Installed installed -> {
        kinds++;
        places(installed).forEach(path -> read(kind, installed, path));
      }
      case Discovery.NotInstalled _ -> missing.add(kind.text());
      case Discovery.Unknown(var cause) -> gap("%s: %s".formatted(kind.text(), cause));
    }
  }

  private List<String> places(Discovery.Installed kind) {
    return settings.namespaces().isEmpty() || !kind.namespaced()
        ? List.of(kind.path())
        : settings.namespaces().stream().map(kind::in).toList();
  }

  private void read(WatchedKind kind, Discovery.Installed installed, String path) {
    try {
      List<List<NamedImage>> read =
          new PagedList(api, pulse).read(path, object -> List.of(images(kind, installed, object)));
      objects += read.size();
      read.forEach(named::addAll);
      if (kind.demand() == WatchedKind.Demand.NAMED
          && !read.isEmpty()
          && read.stream().allMatch(List::isEmpty)) {
        gap("%s: none of %d objects names an image".formatted(path, read.size()));
      }
    } catch (PagedList.IncompleteException e) {
      gap("%s: %s".formatted(path, e.getMessage()));
    }
  }

  private List<NamedImage> images(WatchedKind watched, Discovery.Installed kind, JsonNode object) {
    String namespace = object.path("metadata").path("namespace").asText();
    if (settings.irrelevant().contains(namespace)) {
      return List.of();
    }
    List<NamedImage> images = new ArrayList<>();
    for (ObjectImages.Found found : ObjectImages.of(kind.kind(), watched.paths(), object)) {
      Usage usage = found.usage(source, kind.apiVersion(), kind.kind(), object);
      try {
        images.add(new NamedImage(Reference.parse(found.image()), usage));
      } catch (InvalidReferenceException e) {
        gap("%s: %s".formatted(usage.text(), e.getMessage()));
      }
    }
    return images;
  }

  private void gap(String text) {
    if (gaps.size() < MOST_GAPS) {
      gaps.add(text.strip().replaceAll("\\s+", " "));
    }
  }

  /** What was looked at, and what was left out, for whoever reads a proof. */
  private String selected() {
    String where =
        settings.namespaces().isEmpty()
            ? "all namespaces"
            : "namespaces " + String.join(", ", settings.namespaces());
    String without =
        settings.irrelevant().isEmpty()
            ? ""
            : " but for " + String.join(", ", settings.irrelevant());
    String absent =
        missing.isEmpty()
            ? ""
            : "; not installed: " + missing.stream().collect(Collectors.joining(", "));
    String helm =
        settings.helm().isEmpty()
            ? ""
            : "; Helm history in %s alone".formatted(String.join(", ", settings.helm()));
    return "%d objects of %d kinds in %s%s%s%s"
        .formatted(objects, kinds, where, without, absent, helm);
  }
}
