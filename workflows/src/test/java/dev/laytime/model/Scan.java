package dev.laytime.model;

import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.lifecycle.Claims;
import dev.laytime.lifecycle.Word;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one scan published.
 *
 * @param named how many objects claim each stage image
 */
record Scan(Source source, long number, Instant start, Map<Reference, Integer> named) {

  private static final Map<Reference, Set<Reference>> CLAIMS = new HashMap<>();

  static {
    for (Image image : Image.values()) {
      claims(image.reference());
      Reference upstream = image.upstream();
      if (upstream != null) {
        claims(upstream);
      }
    }
  }

  private static void claims(Reference name) {
    CLAIMS.put(name, Claims.of(name, List.of(Image.STAGE), Image.RULES));
  }

  /** A listing's claims, by the real rules. The third object of a source names upstream. */
  static Scan of(
      Source source, long number, Instant start, List<Uses.Use> uses, boolean upstreamClaims) {
    Map<Reference, Integer> named = new HashMap<>();
    for (Uses.Use use : uses) {
      Reference upstream = use.image.upstream();
      Reference written = use.object == 2 && upstream != null ? upstream : use.image.reference();
      if (written.equals(upstream) && !upstreamClaims) {
        continue;
      }
      CLAIMS.getOrDefault(written, Set.of()).forEach(claim -> named.merge(claim, 1, Integer::sum));
    }
    return new Scan(source, number, start, named);
  }

  /** The same with what else counts as named by then. */
  Scan with(List<Scan> others) {
    Map<Reference, Integer> all = new HashMap<>(named);
    others.forEach(
        other -> other.named.forEach((image, count) -> all.merge(image, count, Math::max)));
    return new Scan(source, number, start, all);
  }

  /**
   * How many objects need an image.
   *
   * @param closure what it is made of
   */
  int count(Reference image, Set<Content> closure) {
    int count = named.getOrDefault(image, 0);
    Repository repository = image.repository();
    for (Map.Entry<Reference, Integer> entry : named.entrySet()) {
      if (entry.getKey() instanceof Reference.Pinned(var there, var digest, _)
          && there.equals(repository)
          && !entry.getKey().equals(image)
          && closure.contains(Content.of(digest))) {
        count += entry.getValue();
      }
    }
    return count;
  }

  Word word(int count) {
    return new Word(
        source.name(), number, start, count, "", count == 0 ? List.of() : List.of("an object"));
  }
}
