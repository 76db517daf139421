package dev.laytime.activities.usage.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.usage.Listing;
import dev.laytime.usage.NamedImage;
import dev.laytime.usage.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** One pass over a cluster. */
final class ClusterListing {

  private static final int MOST_GAPS = 1000;
  private static final int LONGEST_GAP = 1000;
  private static final int LONGEST_UID = 100;

  private final String source;
  private final ClusterApi api;
  private final ClusterSettings settings;
  private final Runnable pulse;
  private final Effort effort;

  private final List<NamedImage> named = new ArrayList<>();
  private final Set<String> gaps = new LinkedHashSet<>();
  private final Looked looked;

  ClusterListing(
      String source,
      ClusterApi api,
      ClusterSettings settings,
      ListingBounds bounds,
      Runnable pulse) {
    this.source = source;
    this.api = api;
    this.settings = settings;
    this.effort = new Effort(bounds);
    this.pulse =
        () -> {
          pulse.run();
          effort.beat();
        };
    this.looked = new Looked(settings);
  }

  Listing read() {
    String identity = "";
    try {
      identity = identity();
      if (gaps.isEmpty()) {
        readAll();
      }
    } catch (Effort.TooMuchException e) {
      gap(String.valueOf(e.getMessage()));
    }
    return new Listing(identity, "", looked.text(), named, List.copyOf(gaps), settings.selection());
  }

  private void readAll() {
    Discovery discovery = new Discovery(this::ask);
    Stream.concat(settings.namespaces().stream(), settings.helm().stream())
        .distinct()
        .forEach(this::requireNamespace);
    WatchedKind.with(settings.kinds()).forEach(kind -> read(kind, discovery.find(kind)));
    HelmHistory history = new HelmHistory(source, api, pulse, this::gap);
    settings.helm().forEach(namespace -> named.addAll(history.in(namespace)));
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
      if (answer.isOk() && !uid.isEmpty() && uid.length() <= LONGEST_UID) {
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
        looked.installed();
        places(installed).forEach(path -> read(kind, installed, path));
      }
      case Discovery.NotInstalled _ -> looked.missing(kind);
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
      List<Looked.Seen> read =
          new PagedList(api, pulse).read(path, object -> List.of(seen(kind, installed, object)));
      looked.at(kind, read);
      read.forEach(seen -> named.addAll(seen.images()));
      List<Looked.Seen> relevant = read.stream().filter(seen -> !seen.leftOut()).toList();
      if (kind.demand() == WatchedKind.Demand.NAMED
          && !relevant.isEmpty()
          && relevant.stream().noneMatch(Looked.Seen::names)) {
        gap("%s: none of %d objects names an image".formatted(path, relevant.size()));
      }
    } catch (PagedList.IncompleteException e) {
      gap("%s: %s".formatted(path, e.getMessage()));
    }
  }

  private Looked.Seen seen(WatchedKind watched, Discovery.Installed kind, JsonNode object) {
    if (settings.leavesOut(kind.kind(), object)) {
      effort.object(List.of());
      return Looked.Seen.LEFT_OUT;
    }
    List<NamedImage> images = new ArrayList<>();
    int parameterised = 0;
    for (ObjectImages.Found found : ObjectImages.of(kind.kind(), watched.paths(), object)) {
      Usage usage = found.usage(source, kind.apiVersion(), kind.kind(), object);
      try {
        images.add(found.named(usage));
      } catch (InvalidReferenceException e) {
        if (watched.parameterises(found.image())) {
          parameterised++;
        } else {
          gap(
              "%s: %s; mend it, or name it in irrelevant-objects"
                  .formatted(usage.text(), e.getMessage()));
        }
      }
    }
    effort.object(images);
    return new Looked.Seen(false, images, parameterised);
  }

  private void gap(String text) {
    if (gaps.size() < MOST_GAPS) {
      String told = text.length() <= LONGEST_GAP ? text : text.substring(0, LONGEST_GAP) + "…";
      gaps.add(told.strip().replaceAll("\\s+", " "));
    }
  }
}
