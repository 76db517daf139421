package dev.laytime.worker.configuration;

import dev.laytime.mirror.Selection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which tags a mirror keeps a copy of: all that any pattern here names, or all where there is none.
 *
 * @param exact as in {@link TagPatternsProperties}, as all lists here
 * @param candidates whether release candidates of {@code versions} are meant, too
 * @param deny none of these
 * @param newest how many of those; null for all
 */
public record TagsProperties(
    @DefaultValue List<String> exact,
    @DefaultValue List<String> glob,
    @DefaultValue List<String> regex,
    @DefaultValue List<String> semver,
    @DefaultValue List<String> versions,
    @DefaultValue("false") boolean candidates,
    @DefaultValue TagPatternsProperties deny,
    @Nullable NewestProperties newest) {

  /**
   * @throws IllegalArgumentException if one is not of its form, or none says which tags
   */
  public TagsProperties {
    TagPatternsProperties allow =
        new TagPatternsProperties(exact, glob, regex, semver, versions, candidates);
    if (allow.patterns().isEmpty() && deny.patterns().isEmpty() && newest == null) {
      throw new IllegalArgumentException(
          "tags: expected exact, glob, regex, semver, versions, deny or newest; glob: [\"*\"] is"
              + " all of them");
    }
    exact = allow.exact();
    glob = allow.glob();
    regex = allow.regex();
    semver = allow.semver();
    versions = allow.versions();
  }

  Selection selection() {
    return new Selection(
        new TagPatternsProperties(exact, glob, regex, semver, versions, candidates).patterns(),
        deny.patterns(),
        newest == null ? null : newest.newest());
  }
}
