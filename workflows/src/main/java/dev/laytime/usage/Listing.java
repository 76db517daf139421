package dev.laytime.usage;

import java.util.List;

/**
 * One pass over a source of use.
 *
 * @param identity what tells this source from another under the same name: a directory's name and
 *     canonical path, a Git source's URL and branch
 * @param revision what was read: a commit id; empty where the source has none
 * @param selected in words, what was looked at and what was left out on purpose
 * @param images every image that was named
 * @param gaps what could not be read or rendered, each with its cause; empty for a complete listing
 * @param selection what configuration has it look at and leave out: the same text for as long as
 *     that is the same, whatever is found; empty where nobody says
 */
public record Listing(
    String identity,
    String revision,
    String selected,
    List<NamedImage> images,
    List<String> gaps,
    String selection) {

  public Listing {
    images = List.copyOf(images);
    gaps = List.copyOf(gaps);
  }

  /** A listing by whatever selection. */
  public Listing(
      String identity,
      String revision,
      String selected,
      List<NamedImage> images,
      List<String> gaps) {
    this(identity, revision, selected, images, gaps, "");
  }

  /** Whether nothing was missed: only then does it prove anything. */
  public boolean complete() {
    return gaps.isEmpty();
  }
}
