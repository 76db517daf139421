package dev.laytime.activities.registry.embedded;

import dev.laytime.activities.registry.layout.LayoutEntry;
import dev.laytime.activities.registry.layout.ManifestContent;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Collects what no tag leads to any more, before and after each request. */
final class UntaggedCollector implements Handler {

  private record Candidate(String repository, Digest digest) {}

  private final Behaviours behaviours;
  private final Repositories repositories;
  private final Time time;
  private final Handler next;
  private final ReentrantLock one = new ReentrantLock();
  private final Map<Candidate, Instant> since = new HashMap<>();

  UntaggedCollector(Behaviours behaviours, Repositories repositories, Time time, Handler next) {
    this.behaviours = behaviours;
    this.repositories = repositories;
    this.time = time;
    this.next = next;
  }

  @Override
  public Response handle(Request request) throws IOException {
    collect();
    Response response = next.handle(request);
    collect();
    return response;
  }

  private void collect() throws IOException {
    Optional<Behaviour.CollectsUntagged> rule = behaviours.find(Behaviour.CollectsUntagged.class);
    if (rule.isEmpty()) {
      return;
    }
    one.lock();
    try {
      for (String name : repositories.names()) {
        collect(name, repositories.get(name), rule.get().after());
      }
    } finally {
      one.unlock();
    }
  }

  private void collect(String name, OciLayout layout, Duration after) throws IOException {
    List<Descriptor> all = layout.manifests();
    Set<Digest> kept = kept(layout, all);
    for (Descriptor manifest : all) {
      Candidate candidate = new Candidate(name, manifest.digest());
      if (kept.contains(manifest.digest())) {
        since.remove(candidate);
      } else if (!time.now().isBefore(first(candidate).plus(after))) {
        layout.removeManifest(manifest.digest());
        since.remove(candidate);
      }
    }
  }

  private Instant first(Candidate candidate) {
    return since.computeIfAbsent(candidate, _ -> time.now());
  }

  /** Tagged manifests, their children, and whatever refers to one that is kept. */
  private static Set<Digest> kept(OciLayout layout, List<Descriptor> all) throws IOException {
    Set<Digest> kept = new HashSet<>();
    for (LayoutEntry entry : layout.entries()) {
      if (entry.tag() != null) {
        kept.add(entry.descriptor().digest());
      }
    }
    for (int before = -1; before != kept.size(); ) {
      before = kept.size();
      for (Descriptor manifest : all) {
        layout.content(manifest).ifPresent(content -> spread(kept, manifest, content));
      }
    }
    return kept;
  }

  private static void spread(Set<Digest> kept, Descriptor manifest, ManifestContent content) {
    if (content.subject() != null && kept.contains(content.subject())) {
      kept.add(manifest.digest());
    }
    if (kept.contains(manifest.digest())) {
      content.manifests().forEach(child -> kept.add(child.digest()));
    }
  }
}
