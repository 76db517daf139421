package dev.laytime.activities.usage.manifests;

import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Reference;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Manifests that were rendered into one text. Nothing is told of it but the images that it names,
 * not even why it cannot be read: it may hold secrets.
 */
public final class RenderedManifests {

  private static final String PLACE = "manifests";

  private RenderedManifests() {}

  /**
   * What a text names.
   *
   * @param whole whether all of it could be read, and every image in it is a reference
   */
  public record Named(Set<Reference> images, boolean whole) {
    public Named {
      images = Set.copyOf(images);
    }
  }

  /** Reads any number of documents. What they have others render is not looked for. */
  public static Named in(String text) {
    Documents documents = YamlDocuments.parse(text);
    boolean whole = documents.problem() == null;
    Gaps gaps = new Gaps();
    ImageSearch search = new ImageSearch(PLACE, gaps, new Gaps());
    for (Node document : documents.readable()) {
      if (document instanceof Node.Mapping mapping) {
        search.object(mapping, PLACE);
      } else {
        whole &= Node.isNothing(document);
      }
    }
    Set<Reference> images = new LinkedHashSet<>();
    for (FoundImage found : search.images()) {
      try {
        images.add(Reference.parse(found.image()));
      } catch (InvalidReferenceException e) {
        whole = false;
      }
    }
    return new Named(images, whole && gaps.list().isEmpty());
  }
}
