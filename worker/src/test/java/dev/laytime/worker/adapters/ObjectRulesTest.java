package dev.laytime.worker.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.crd.own.BuildRuleSpec;
import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.RefMapping;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Build rules as objects say them. */
class ObjectRulesTest {

  @Test
  void areReadWithTheUsualValues() {
    BuildRule rule = read("https://git.example.com/shop/app.git", null);

    assertThat(rule.name()).isEqualTo("shop.app");
    assertThat(rule.recipe().strategy()).isEqualTo(BuildStrategy.JIB);
    assertThat(rule.recipe().file()).isEqualTo(".laytime/image.yaml");
    assertThat(rule.recipe().timeout()).isEqualTo(Duration.ofMinutes(30));
    assertThat(rule.refs()).containsExactly(new RefMapping.ToTag("v{tag}"));
    assertThat(rule.orders().namespaces()).isEmpty();
    assertThat(rule.git().login()).isNull();
    assertThat(rule.rebuild()).isFalse();
  }

  @Test
  void orderAsTheirOwnClusterTellsWhereTheySayNoSource() {
    assertThat(
            read(
                    "https://git.example.com/shop/app.git",
                    new BuildRuleSpec.Orders(List.of("shop"), List.of(), 3))
                .orders())
        .isEqualTo(new BuildLimits(List.of("shop"), List.of("live"), 3));
  }

  @Test
  void areRefusedAsInConfiguration() {
    assertThatThrownBy(() -> read("https://git.example.com/{tag}", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shop.app");
    assertThatThrownBy(() ->
            ObjectRules.read(
                "shop.app",
                "live",
                new BuildRuleSpec(null, null, List.of(), null, null, null, null, null)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static BuildRule read(String url, BuildRuleSpec.@Nullable Orders orders) {
    return ObjectRules.read(
        "shop.app",
        "live",
        new BuildRuleSpec(
            new BuildRuleSpec.Images(List.of("registry.example.com/shop/app"), null),
            new BuildRuleSpec.Git(url),
            List.of(new BuildRuleSpec.Ref("v{tag}", null, null, null)),
            new BuildRuleSpec.Allow(List.of("v*"), List.of()),
            null,
            orders,
            null,
            null));
  }
}
