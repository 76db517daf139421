package dev.laytime.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where stage images come from, and which upstream images they stand for. */
class MirrorRulesTest {

  private static final String DIGEST = "sha256:" + "ab".repeat(32);

  private static final MirrorRules RULES =
      new MirrorRules(
          List.of(
              rule("r.example.com/hub", "docker.io", true),
              rule("r.example.com/hub/library", "quay.io/base", true),
              rule("r.example.com/hub/library/old", "gone.example.com", false)));

  @ParameterizedTest
  @CsvSource({
    "r.example.com/hub/bitnami/redis:7, docker.io/bitnami/redis:7",
    "r.example.com/hub/library/alpine:3, quay.io/base/alpine:3",
    "r.example.com/hub/library:3, quay.io/base:3",
    "r.example.com/hub/libraryx/y:1, docker.io/libraryx/y:1",
    "r.example.com/hub/library/old/x:1, quay.io/base/old/x:1",
    "r.example.com/hub:1, ",
    "r.example.com/hub/laytime-build/app:build-1, ",
    "r.example.com/hubx/a:1, ",
    "other.example.com/hub/a:1, ",
  })
  void ordersByThePresentRuleOfTheLongestTarget(String image, String origin) {
    assertThat(RULES.origin(Reference.parse(image)).map(Reference::text).orElse(null))
        .isEqualTo(origin);
  }

  @Test
  void keepsADigestAndLeavesATagBesideIt() {
    assertThat(RULES.origin(Reference.parse("r.example.com/hub/a/b:1@" + DIGEST)))
        .contains(Reference.parse("docker.io/a/b@" + DIGEST));
  }

  @Test
  void claimsByPastRulesToo() {
    assertThat(RULES.targets(Reference.parse("gone.example.com/x:1")))
        .containsExactly(Reference.parse("r.example.com/hub/library/old/x:1"));
  }

  @Test
  void claimsTheTargetOfTheLongestSourceFirst() {
    MirrorRules rules =
        new MirrorRules(
            List.of(
                rule("r.example.com/all", "quay.io", true),
                rule("r.example.com/base", "quay.io/base", true)));
    assertThat(rules.targets(Reference.parse("quay.io/base/x:1")))
        .containsExactly(
            Reference.parse("r.example.com/base/x:1"),
            Reference.parse("r.example.com/all/base/x:1"));
  }

  @ParameterizedTest
  @CsvSource({
    "docker.io/library/nginx, r.example.com/hub/library/nginx, true",
    "docker.io/library/nginx, r.example.com/hub/library/redis, false",
    "docker.iox/library/nginx, r.example.com/hub/library/nginx, false",
    "quay.io/base/x, r.example.com/base/x, false",
    "docker.io/laytime-build/x, r.example.com/hub/laytime-build/x, false",
    "gone.example.com/x, r.example.com/old/x, false",
  })
  void ordersByAnUpstreamNameOnDemandAlone(String upstream, String inStage, boolean orders) {
    MirrorRules rules =
        new MirrorRules(
            List.of(
                demand("r.example.com/hub", "docker.io", true),
                rule("r.example.com/base", "quay.io/base", true),
                demand("r.example.com/old", "gone.example.com", false)));
    assertThat(rules.order(Repository.parse(upstream), Repository.parse(inStage), List.of("shop")))
        .isEqualTo(orders);
  }

  @ParameterizedTest
  @CsvSource({
    "r.example.com/hub/team/web,  r.example.com/hub/team/web,  shop,      true",
    "r.example.com/hub/team/web,  r.example.com/hub/team/web,  shop-test, true",
    "r.example.com/hub/team/web,  r.example.com/hub/team/web,  'a shop',  true",
    "r.example.com/hub/team/web,  r.example.com/hub/team/web,  other,     false",
    "r.example.com/hub/team/web,  r.example.com/hub/team/web,  '',        false",
    "r.example.com/hub/other/web, r.example.com/hub/other/web, shop,      false",
    "docker.io/team/web,          r.example.com/hub/team/web,  shop,      true",
    "docker.io/team/web,          r.example.com/hub/team/web,  other,     false",
    "docker.io/other/web,         r.example.com/hub/other/web, shop,      false",
    "docker.io/open/web,          r.example.com/hub/open/web,  other,     true",
    "r.example.com/hub/open/web,  r.example.com/hub/open/web,  other,     true",
    "reg:5000/hub/team/web,       r.example.com/hub/team/web,  shop,      true",
    "reg:5000/hub/team/web,       r.example.com/hub/team/web,  other,     false",
    "r.example.com/own,           r.example.com/own,           other,     true",
  })
  void letsOrderWhomTheRuleLetsWhoBringsTheImage(
      String named, String inStage, String namespaces, boolean orders) {
    OrderLimits team = new OrderLimits(List.of("team/*"), List.of("shop", "shop-*"));
    MirrorRules rules =
        new MirrorRules(
            List.of(
                limited("r.example.com/hub", "docker.io", team),
                limited("r.example.com/hub/open", "docker.io/open", OrderLimits.NONE),
                MirrorRule.alias(
                    RepositoryPrefix.parse("r.example.com"), RepositoryPrefix.parse("reg:5000"))));

    assertThat(
            rules.order(
                Repository.parse(named), Repository.parse(inStage), List.of(namespaces.split(" "))))
        .isEqualTo(orders);
  }

  @ParameterizedTest
  @CsvSource({
    "r.example.com/hub/team/web:1-debug, true",
    "r.example.com/hub/team/web:1, false",
    "r.example.com/hub/open/web:1-debug, false",
    "r.example.com/own:1-debug, false",
  })
  void letsNobodyOrderTheTagsThatTheRuleDenies(String image, boolean denied) {
    OrderLimits limits = OrderLimits.NONE.denying(List.of(new TagPattern.Wildcard("*-debug")));
    MirrorRules rules =
        new MirrorRules(
            List.of(
                limited("r.example.com/hub", "docker.io", limits),
                limited("r.example.com/hub/open", "docker.io/open", OrderLimits.NONE)));
    assertThat(rules.denying(Reference.parse(image)).isPresent()).isEqualTo(denied);
  }

  private static MirrorRule limited(String target, String source, OrderLimits limits) {
    return new MirrorRule(
            RepositoryPrefix.parse(target), RepositoryPrefix.parse(source), true, true)
        .limitedTo(limits);
  }

  private static MirrorRule demand(String target, String source, boolean present) {
    return new MirrorRule(
        RepositoryPrefix.parse(target), RepositoryPrefix.parse(source), present, true);
  }

  private static MirrorRule rule(String target, String source, boolean present) {
    return new MirrorRule(RepositoryPrefix.parse(target), RepositoryPrefix.parse(source), present);
  }
}
