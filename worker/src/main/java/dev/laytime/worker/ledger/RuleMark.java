package dev.laytime.worker.ledger;

import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildSource;
import dev.laytime.build.RefMapping;
import dev.laytime.image.Sha256;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells one state of a rule from another, where the same build may fare otherwise by it. Whose
 * orders count and what follows mends nothing that failed.
 */
final class RuleMark {

  private static final int DIGITS = 16;

  private final Json json;

  RuleMark(Json json) {
    this.json = json;
  }

  /** The mark of a rule, the same in all that come after: marks are kept. */
  String of(BuildRule rule) {
    return Sha256.name(DIGITS, parts(rule).toArray());
  }

  /** Whether something was marked by a rule as it is. */
  boolean isOf(BuildRule rule, String mark) {
    return mark.equals(of(rule)) || former(rule).contains(mark);
  }

  /** By all that a rule said, as it was written then. */
  private List<String> former(BuildRule rule) {
    String all = json.write(rule);
    return List.of(
        Sha256.name(DIGITS, all), Sha256.name(DIGITS, all.replaceFirst(",\"atOnce\":[0-9]+", "")));
  }

  /** What says nothing is left out: a new key that nobody uses makes no other mark. */
  private List<String> parts(BuildRule rule) {
    List<String> parts = new ArrayList<>();
    add(parts, "name", rule.name());
    add(parts, "repositories", rule.images().repositories());
    add(parts, "tags", rule.images().tags().stream().map(json::write).toList());
    add(parts, rule.source());
    add(parts, rule.recipe());
    add(parts, "rebuild", rule.rebuild() ? "yes" : "");
    return parts;
  }

  private void add(List<String> parts, BuildSource source) {
    switch (source) {
      case BuildSource.Git(var repository, var refs, var allowed) -> {
        add(parts, "git", repository.url());
        add(parts, "login", repository.login());
        add(parts, "refs", refs.stream().map(RuleMark::text).toList());
        add(parts, "allowed-tags", allowed.tags());
        add(parts, "allowed-branches", allowed.branches());
      }
      case BuildSource.Text(var digest) -> add(parts, "text", digest.value());
    }
  }

  private static String text(RefMapping mapping) {
    return switch (mapping) {
      case RefMapping.ToTag(var template) -> "tag " + template;
      case RefMapping.ToBranch(var template) -> "branch " + template;
      case RefMapping.ToCommit(var prefix, var digits) -> "commit %d %s".formatted(digits, prefix);
    };
  }

  private void add(List<String> parts, BuildRecipe recipe) {
    add(parts, "strategy", recipe.strategy().name());
    add(parts, "context", recipe.context());
    add(parts, "file", recipe.file());
    add(parts, "target", recipe.target());
    add(parts, "args", recipe.args());
    add(parts, "platforms", recipe.platforms().stream().map(Object::toString).toList());
    add(parts, "cpu", recipe.resources().cpu());
    add(parts, "memory", recipe.resources().memory());
    add(parts, "disk", recipe.resources().disk());
    add(parts, "sure-memory", recipe.resources().sureMemory());
    add(parts, "secrets", recipe.secrets());
    add(parts, "cache", Cells.textOrNull(recipe.cache()));
    add(parts, "bases", recipe.bases());
    add(parts, "pull-secret", recipe.pullSecret());
    add(parts, "timeout", recipe.timeout().toString());
  }

  private void add(List<String> parts, String key, Collection<String> texts) {
    add(parts, key, texts.isEmpty() ? "" : json.write(texts));
  }

  private void add(List<String> parts, String key, Map<String, String> texts) {
    add(parts, key, texts.isEmpty() ? "" : json.write(texts));
  }

  private static void add(List<String> parts, String key, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      parts.add(key);
      parts.add(text);
    }
  }
}
