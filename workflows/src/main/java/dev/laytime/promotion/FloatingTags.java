package dev.laytime.promotion;

import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Tag;
import dev.laytime.mirror.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tags that follow versions: {@code latest}, <code>{major}</code>, <code>{major}.{minor}</code>,
 * <code>{major}.{minor}.{patch}</code>, with anything around.
 */
public final class FloatingTags {

  private FloatingTags() {}

  /**
   * The tags that follow a version, in the order of the templates; none for a prerelease, and none
   * for a tag that names no version. The version's own tag is not one of them, nor is one for a
   * number that it leaves out.
   */
  public static List<Tag> of(List<String> templates, Tag tag) {
    Optional<Version> version = Version.of(tag).filter(found -> found.prerelease().isEmpty());
    if (version.isEmpty()) {
      return List.of();
    }
    List<Tag> tags = new ArrayList<>();
    int given = tag.value().split("\\.", -1).length;
    for (String template : templates) {
      if (wants(template) > given) {
        continue;
      }
      Tag rendered = render(template, version.get());
      if (!rendered.equals(tag) && !tags.contains(rendered)) {
        tags.add(rendered);
      }
    }
    return List.copyOf(tags);
  }

  /**
   * Refuses what is no template.
   *
   * @throws IllegalArgumentException that says what is expected
   */
  public static void require(String template) {
    try {
      render(template, new Version(List.of(1L, 2L, 3L, 0L), List.of()));
    } catch (InvalidReferenceException e) {
      throw new IllegalArgumentException(
          "Invalid floating tag '%s': expected a tag, with {major}, {minor} or {patch} in it or not"
              .formatted(template),
          e);
    }
  }

  private static int wants(String template) {
    if (template.contains("{patch}")) {
      return 3;
    }
    return template.contains("{minor}") ? 2 : 1;
  }

  private static Tag render(String template, Version version) {
    return new Tag(
        template
            .replace("{major}", version.numbers().get(0).toString())
            .replace("{minor}", version.numbers().get(1).toString())
            .replace("{patch}", version.numbers().get(2).toString()));
  }

  /**
   * Whether a floating tag that follows one version may follow another: forward only, and the same
   * version again is no step back. What names no version is never passed by.
   */
  public static boolean forward(Tag present, Tag next) {
    Optional<Version> from = Version.of(present);
    Optional<Version> to = Version.of(next);
    return from.isPresent() && to.isPresent() && to.get().compareTo(from.get()) >= 0;
  }
}
