package dev.laytime.worker.adapters;

import dev.laytime.activities.crd.own.BuildGround;
import dev.laytime.activities.crd.own.BuildRuleSpec;
import dev.laytime.activities.crd.own.TagPatternsSpec;
import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildRule;
import dev.laytime.worker.configuration.BuildGitProperties;
import dev.laytime.worker.configuration.BuildProperties;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.configuration.RecipeProperties;
import dev.laytime.worker.configuration.RefProperties;
import dev.laytime.worker.configuration.TagPatternsProperties;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads build rules of objects by the same code as configuration, with the same usual values. */
final class ObjectRules {

  private ObjectRules() {}

  static BuildGround ground(LaytimeProperties properties) {
    String source = properties.ownKindsCluster().requiredName();
    return new BuildGround(
        properties.builds().stream().map(BuildProperties::requiredName).collect(Collectors.toSet()),
        source,
        properties.builders().enabled(),
        (name, spec) -> read(name, source, spec));
  }

  /**
   * The rule that a spec says.
   *
   * @param source that tells of missing images where the spec names none
   */
  static BuildRule read(String name, String source, BuildRuleSpec spec) {
    BuildRuleSpec.Images images = spec.images();
    BuildRuleSpec.Git git = spec.git();
    BuildRuleSpec.Allow allow = spec.allow();
    BuildRuleSpec.After after = or(spec.after(), BuildRuleSpec.After.NOTHING);
    return new BuildProperties(
            name,
            new BuildProperties.Images(
                images == null ? List.of() : images.repositories(),
                tags(images == null ? null : images.tags())),
            new BuildGitProperties(git == null ? null : git.url(), null, null, null, null),
            spec.refs().stream()
                .map(ref -> new RefProperties(ref.tag(), ref.branch(), ref.commit(), ref.digits()))
                .toList(),
            allow == null
                ? new BuildProperties.Allow(List.of(), List.of())
                : new BuildProperties.Allow(allow.tags(), allow.branches()),
            recipe(or(spec.recipe(), BuildRuleSpec.Recipe.USUAL)),
            orders(source, or(spec.orders(), BuildRuleSpec.Orders.NOBODY)),
            Boolean.TRUE.equals(spec.rebuild()),
            new BuildProperties.After(after.aliases(), after.promote()))
        .settings()
        .rule();
  }

  private static BuildProperties.Orders orders(String source, BuildRuleSpec.Orders orders) {
    List<String> sources =
        orders.sources().isEmpty() && !orders.namespaces().isEmpty()
            ? List.of(source)
            : orders.sources();
    return new BuildProperties.Orders(
        orders.namespaces(), sources, or(orders.perHour(), 10), BuildLimits.USUAL_AT_ONCE);
  }

  private static RecipeProperties recipe(BuildRuleSpec.Recipe recipe) {
    BuildRuleSpec.Resources resources =
        or(recipe.resources(), new BuildRuleSpec.Resources(null, null, null));
    return new RecipeProperties(
        or(recipe.strategy(), "jib"),
        or(recipe.context(), ""),
        recipe.file(),
        recipe.target(),
        recipe.args().stream()
            .map(arg -> new RecipeProperties.Arg(arg.name(), or(arg.value(), "")))
            .toList(),
        recipe.platforms().isEmpty() ? List.of("linux/amd64") : recipe.platforms(),
        new RecipeProperties.Resources(
            or(resources.cpu(), "500m"),
            or(resources.memory(), "2Gi"),
            or(resources.disk(), "10Gi")),
        List.of(),
        recipe.cache(),
        recipe.bases(),
        null,
        or(recipe.timeout(), "30m"));
  }

  private static TagPatternsProperties tags(@Nullable TagPatternsSpec tags) {
    TagPatternsSpec given = or(tags, TagPatternsSpec.NONE);
    return new TagPatternsProperties(
        given.exact(),
        given.glob(),
        given.regex(),
        given.semver(),
        given.versions(),
        Boolean.TRUE.equals(given.candidates()));
  }

  private static <T> T or(@Nullable T given, T usual) {
    return Objects.requireNonNullElse(given, usual);
  }
}
