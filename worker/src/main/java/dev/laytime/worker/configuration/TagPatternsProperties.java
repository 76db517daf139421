package dev.laytime.worker.configuration;

import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Tag;
import dev.laytime.mirror.TagPattern;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Tags by any of these.
 *
 * @param exact their names
 * @param glob patterns: {@code *} for any characters, {@code ?} for one
 * @param regex regular expressions of RE2 that fit the whole tag
 * @param semver ranges of semantic versions, as in {@code >=1.2 <2}
 * @param versions image-operator's patterns, as in {@code 2.13.x}
 * @param candidates whether release candidates of those are meant, too
 */
public record TagPatternsProperties(
    @DefaultValue List<String> exact,
    @DefaultValue List<String> glob,
    @DefaultValue List<String> regex,
    @DefaultValue List<String> semver,
    @DefaultValue List<String> versions,
    @DefaultValue("false") boolean candidates) {

  /**
   * @throws IllegalArgumentException if one is not of its form
   */
  public TagPatternsProperties {
    exact = List.copyOf(exact);
    glob = List.copyOf(glob);
    regex = List.copyOf(regex);
    semver = List.copyOf(semver);
    versions = List.copyOf(versions);
    if (candidates && versions.isEmpty()) {
      throw new IllegalArgumentException(
          "candidates: is for versions, as in versions: [2.13.x]; in a semver range a prerelease is"
              + " named, as in >=1.2.0-0");
    }
    var _ = patterns(exact, glob, regex, semver, versions, candidates);
  }

  List<TagPattern> patterns() {
    return patterns(exact, glob, regex, semver, versions, candidates);
  }

  private static List<TagPattern> patterns(
      List<String> exact,
      List<String> glob,
      List<String> regex,
      List<String> semver,
      List<String> versions,
      boolean candidates) {
    return Stream.of(
            each("exact", exact, text -> new TagPattern.Exact(new Tag(text))),
            each("glob", glob, TagPattern.Wildcard::new),
            each("regex", regex, TagPattern.Regex::new),
            each("semver", semver, TagPattern.Range::new),
            each("versions", versions, text -> new TagPattern.Versions(text, candidates)))
        .flatMap(List::stream)
        .toList();
  }

  private static List<TagPattern> each(
      String key, List<String> texts, Function<String, TagPattern> pattern) {
    return texts.stream().map(text -> one(key, text, pattern)).toList();
  }

  private static TagPattern one(String key, String text, Function<String, TagPattern> pattern) {
    try {
      return pattern.apply(text.strip());
    } catch (InvalidReferenceException e) {
      throw new IllegalArgumentException(
          key + ": " + e.getMessage() + "; a pattern belongs in glob, regex, semver or versions");
    } catch (IllegalArgumentException e) {
      // Without the cause: the last message in the chain is the one that is shown.
      throw new IllegalArgumentException(key + ": " + e.getMessage());
    }
  }
}
