package dev.laytime.build;

import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows on a build.
 *
 * @param aliases other tags that name the same image from then on, with placeholders of {@link
 *     BuildTemplate}
 * @param promote the stage that it is then promoted into; null for none
 */
public record AfterBuild(List<String> aliases, @Nullable String promote) {

  /** Nothing follows. */
  public static final AfterBuild NOTHING = new AfterBuild(List.of(), null);

  /**
   * @throws IllegalArgumentException if an alias makes no tags
   */
  public AfterBuild {
    aliases = List.copyOf(aliases);
    aliases.forEach(BuildTemplate::requireTag);
  }

  /** The aliases of an image, each once, itself and what is bookkeeping not among them. */
  public List<Tag> tags(Tag tag, GitCommit commit) {
    return aliases.stream()
        .map(template -> BuildTemplate.fill(template, tag, commit))
        .filter(text -> text.length() <= 128)
        .map(Tag::new)
        .filter(alias -> !alias.equals(tag) && !ReservedTags.isReserved(alias))
        .distinct()
        .toList();
  }
}
