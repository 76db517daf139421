package dev.laytime.activities.usage.manifests;

import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Reference;
import dev.laytime.usage.NamedImage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Everything that was found, each once; the end of it are references. */
final class FoundImages {

  private final Set<FoundImage> all = new LinkedHashSet<>();
  private final Set<FoundImage> placeholders = new HashSet<>();

  void addAll(Collection<FoundImage> images) {
    all.addAll(images);
  }

  /**
   * An image is what a kustomization makes of another, whose text then may be a mere placeholder.
   */
  void replaced(FoundImage original, FoundImage replacement) {
    placeholders.add(original);
    all.add(replacement);
  }

  static boolean isReference(String text) {
    try {
      Reference.parse(text);
      return true;
    } catch (InvalidReferenceException e) {
      return false;
    }
  }

  /** All that are references; each other one is a gap, unless it is a placeholder. */
  List<NamedImage> named(String source, Gaps gaps) {
    List<NamedImage> named = new ArrayList<>();
    for (FoundImage found : all) {
      try {
        named.add(new NamedImage(Reference.parse(found.image()), found.usage(source)));
      } catch (InvalidReferenceException e) {
        if (!placeholders.contains(found)) {
          gaps.add(found.place(), String.valueOf(e.getMessage()));
        }
      }
    }
    return named;
  }
}
