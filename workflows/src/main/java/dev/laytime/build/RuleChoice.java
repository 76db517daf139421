package dev.laytime.build;

import dev.laytime.image.Reference;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** By which rule a person's order is done. What is built is always what the rule says. */
public sealed interface RuleChoice {

  /** By this one. */
  record Chosen(BuildRule rule) implements RuleChoice {}

  /** By none. */
  record None(String why) implements RuleChoice {}

  /**
   * Chooses.
   *
   * @param rules all that there are
   * @param source what a person calls what is built: a rule's name, or the URL that it has; null
   *     for whatever covers the image
   */
  static RuleChoice of(List<BuildRule> rules, Reference image, @Nullable String source) {
    List<BuildRule> named =
        source == null ? rules : rules.stream().filter(rule -> isMeant(rule, source)).toList();
    List<BuildRule> covering = named.stream().filter(rule -> rule.covers(image)).toList();
    if (covering.size() == 1) {
      return new Chosen(covering.getFirst());
    }
    if (covering.size() > 1) {
      return new None(
          "%s is built by several rules, say which: %s".formatted(image, said(covering)));
    }
    if (rules.isEmpty()) {
      return new None("there are no build rules");
    }
    if (named.isEmpty()) {
      return new None(
          "no build rule is called '%s' or builds of it; rules: %s".formatted(source, said(rules)));
    }
    return new None(
        source == null
            ? "no build rule is for %s; rules: %s".formatted(image, said(rules))
            : "%s is not for %s, but for %s"
                .formatted(
                    said(named),
                    image,
                    named.stream()
                        .flatMap(rule -> rule.images().repositories().stream())
                        .distinct()
                        .collect(Collectors.joining(", "))));
  }

  private static boolean isMeant(BuildRule rule, String source) {
    return rule.name().equals(source) || bare(rule.git().url()).equals(bare(source));
  }

  /** The same repository is often called with and without an ending. */
  private static String bare(String url) {
    String whole = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    return whole.endsWith(".git") ? whole.substring(0, whole.length() - 4) : whole;
  }

  private static String said(List<BuildRule> rules) {
    return rules.stream()
        .map(rule -> "%s (%s)".formatted(rule.name(), rule.git().url()))
        .collect(Collectors.joining(", "));
  }
}
