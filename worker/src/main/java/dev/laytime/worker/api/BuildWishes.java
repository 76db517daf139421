package dev.laytime.worker.api;

import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.GitRef;
import dev.laytime.build.RefWord;
import dev.laytime.build.RuleChoice;
import dev.laytime.image.Reference;
import dev.laytime.view.BuildAsk;
import dev.laytime.worker.ledger.BuildRuleSettings;
import dev.laytime.worker.ledger.Builds;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes orders of what people wish: what is built, and how, only the rule says. */
final class BuildWishes {

  private static final String HINT = "docs/how-to/build-what-is-missing.md says how rules are made";

  private final Builds builds;

  BuildWishes(Builds builds) {
    this.builds = builds;
  }

  /**
   * The order of a wish.
   *
   * @throws RequestException if no rule does what is wished, or whoever wishes may not
   */
  BuildOrder order(String what, Reference image, BuildAsk.Order ask, Caller caller) {
    if (!(image instanceof Reference.Tagged)) {
      throw RequestException.bad(
          "read image", image + " has a digest, and what is built has none yet", "name a tag");
    }
    BuildRule rule =
        switch (choice(image, Inputs.optional("source", ask.source()))) {
          case RuleChoice.Chosen(var chosen) -> chosen;
          case RuleChoice.None(var why) -> throw RequestException.conflict(what, why, HINT);
        };
    caller.requireRule(what, rule.name());
    requireStrategy(what, rule, strategy(Inputs.optional("strategy", ask.strategy())));
    return new BuildOrder(
        PromotionCalls.requestId(ask.requestId(), caller),
        image,
        rule.name(),
        ref(what, rule, Inputs.optional("ref", ask.ref())),
        caller.by(ask.by()),
        Objects.requireNonNullElse(Inputs.prose("why", ask.why()), ""));
  }

  private RuleChoice choice(Reference image, @Nullable String source) {
    return RuleChoice.of(
        builds.rules().stream().map(BuildRuleSettings::rule).toList(), image, source);
  }

  private static @Nullable GitRef ref(String what, BuildRule rule, @Nullable String word) {
    try {
      return word == null ? null : RefWord.read(word, rule.allowed());
    } catch (IllegalArgumentException e) {
      throw RequestException.conflict(
          what,
          "build rule %s: %s".formatted(rule.name(), e.getMessage()),
          "name a ref that it allows");
    }
  }

  private static void requireStrategy(String what, BuildRule rule, @Nullable BuildStrategy wanted) {
    BuildStrategy only = rule.recipe().strategy();
    if (wanted != null && wanted != only) {
      throw RequestException.conflict(
          what,
          "build rule %s builds by %s alone".formatted(rule.name(), name(only)),
          "leave the strategy out, or let the rule have another one");
    }
  }

  private static @Nullable BuildStrategy strategy(@Nullable String name) {
    try {
      return name == null ? null : BuildStrategy.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw RequestException.bad(
          "read strategy",
          "there is no strategy '%s'".formatted(name),
          "one of " + Arrays.stream(BuildStrategy.values()).map(BuildWishes::name).toList());
    }
  }

  private static String name(BuildStrategy strategy) {
    return strategy.name().toLowerCase(Locale.ROOT);
  }
}
