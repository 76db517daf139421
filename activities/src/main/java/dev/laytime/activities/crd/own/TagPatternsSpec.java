package dev.laytime.activities.crd.own;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tags by any of these.
 *
 * @param candidates whether release candidates of {@code versions} are meant, too; null for no
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        "!has(self.candidates) || !self.candidates || (has(self.versions) && self.versions.size() >"
            + " 0)",
    message = "tags.candidates: is for versions, as in versions: [2.13.x]")
public record TagPatternsSpec(
    @Size(max = 50)
        @ValidationRule(value = TagPatternsSpec.TEXTS, message = "exact: " + TagPatternsSpec.SOME)
        @JsonPropertyDescription("Tags by their names")
        List<String> exact,
    @Size(max = 50)
        @ValidationRule(value = TagPatternsSpec.TEXTS, message = "glob: " + TagPatternsSpec.SOME)
        @JsonPropertyDescription("Patterns: * for any characters, ? for one")
        List<String> glob,
    @Size(max = 50)
        @ValidationRule(value = TagPatternsSpec.TEXTS, message = "regex: " + TagPatternsSpec.SOME)
        @JsonPropertyDescription("Regular expressions of RE2 that fit the whole tag")
        List<String> regex,
    @Size(max = 50)
        @ValidationRule(value = TagPatternsSpec.TEXTS, message = "semver: " + TagPatternsSpec.SOME)
        @JsonPropertyDescription("Ranges of semantic versions, as in >=1.2 <2")
        List<String> semver,
    @Size(max = 50)
        @ValidationRule(
            value = TagPatternsSpec.TEXTS,
            message = "versions: " + TagPatternsSpec.SOME)
        @JsonPropertyDescription("Patterns of versions, as in 2.13.x")
        List<String> versions,
    @JsonPropertyDescription("Whether release candidates of versions are meant, too")
        @Nullable Boolean candidates) {

  /** Nothing; that selects all tags. */
  public static final TagPatternsSpec NONE =
      new TagPatternsSpec(List.of(), List.of(), List.of(), List.of(), List.of(), null);

  static final String TEXTS = "self.all(each, each.size() > 0 && each.size() <= 255)";
  static final String SOME = "expected texts of 1 to 255 characters";

  public TagPatternsSpec {
    exact = Forms.list(exact);
    glob = Forms.list(glob);
    regex = Forms.list(regex);
    semver = Forms.list(semver);
    versions = Forms.list(versions);
  }
}
