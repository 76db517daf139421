package dev.laytime.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.image.Reference;
import dev.laytime.promotion.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
  private static final Reference IMAGE = Reference.parse("registry.example.com/team/app:1.2");
  private static final Orderer OURS = new Orderer("cluster", "team-a");
  private static final Orderer MORE = new Orderer("cluster", "team-b");
  private static final Duration LOOK = Duration.ofMinutes(15);
  private static final Admission.Past NOTHING = new Admission.Past(false, Map.of());

  private final BuildRule rule = BuildSamples.rule();

  @Test
  void buildsForNamespacesAndSourcesThatTheRuleLists() {
    assertThat(
            Admission.of(rule, IMAGE, List.of(new Orderer("cluster", "other"), OURS), NOTHING, NOW))
        .isEqualTo(new Admission.Admitted(OURS));
  }

  @Test
  void buildsForNobodyElse() {
    for (Orderer other :
        List.of(
            new Orderer("cluster", "other"),
            new Orderer("elsewhere", "team-a"),
            new Orderer("cluster", ""))) {
      assertThat(Admission.of(rule, IMAGE, List.of(other), NOTHING, NOW))
          .isInstanceOfSatisfying(
              Admission.Refused.class,
              refused -> assertThat(refused.why()).contains("takes no orders from [" + other));
    }
    assertThat(Admission.of(rule, IMAGE, List.of(), NOTHING, NOW))
        .isEqualTo(new Admission.Refused("build rule app takes no orders from nobody"));
  }

  @Test
  void buildsOnlyWhatTheRuleIsFor() {
    for (String other :
        List.of(
            "registry.example.com/other/app:1.2",
            "elsewhere.example.com/team/app:1.2",
            "registry.example.com/team/app@sha256:" + "0".repeat(64))) {
      assertThat(Admission.of(rule, Reference.parse(other), List.of(OURS), NOTHING, NOW))
          .isInstanceOf(Admission.Refused.class);
    }
  }

  @Test
  void buildsNoTagASecondTimeUnlessTheRuleSaysSo() {
    Admission.Past existed = new Admission.Past(true, Map.of());

    assertThat(Admission.of(rule, IMAGE, List.of(OURS), existed, NOW))
        .isInstanceOfSatisfying(
            Admission.Refused.class,
            refused -> assertThat(refused.why()).contains("was there before"));
    assertThat(
            Admission.of(
                BuildSamples.rule(rule.refs(), rule.orders(), true),
                IMAGE,
                List.of(OURS),
                existed,
                NOW))
        .isEqualTo(new Admission.Admitted(OURS));
  }

  @Test
  void beginsNoMoreInAnHourThanTheRuleAllowsEachNamespace() {
    Instant early = NOW.minus(Duration.ofMinutes(50));
    Instant late = NOW.minus(Duration.ofMinutes(10));
    Admission.Past full = new Admission.Past(false, Map.of("cluster/team-a", List.of(late, early)));

    assertThat(Admission.of(rule, IMAGE, List.of(OURS), full, NOW))
        .isInstanceOfSatisfying(
            Admission.Later.class,
            later -> assertThat(later.when()).isEqualTo(NOW.plus(Duration.ofMinutes(10))));
    assertThat(Admission.of(rule, IMAGE, List.of(OURS, MORE), full, NOW))
        .isEqualTo(new Admission.Admitted(MORE));
    Instant over = early.plus(Duration.ofHours(1));
    assertThat(Admission.of(rule, IMAGE, List.of(OURS), full, over.minusMillis(1)))
        .isInstanceOf(Admission.Later.class);
    assertThat(Admission.of(rule, IMAGE, List.of(OURS), full, over))
        .isEqualTo(new Admission.Admitted(OURS));
  }

  /** Nobody else's wait meanwhile. */
  @Test
  void hasNoMoreUnderWayThanTheRuleAllowsEachNamespace() {
    Admission.Past full =
        new Admission.Past(false, Map.of(), Map.of("cluster/team-a", 2, "cluster/team-b", 1));

    assertThat(Admission.of(rule, IMAGE, List.of(OURS), full, NOW))
        .isEqualTo(
            new Admission.Later(
                NOW.plus(Backoff.after(IMAGE.text(), 1, LOOK, LOOK)),
                "2 builds of team-a of cluster are under way, and rule app begins no more than 2 at"
                    + " once",
                Set.of("cluster/team-a")));
    assertThat(Admission.of(rule, IMAGE, List.of(OURS, MORE), full, NOW))
        .isEqualTo(new Admission.Admitted(MORE));
    BuildLimits more = new BuildLimits(List.of("team-*"), List.of("cluster"), 2, 3);
    assertThat(
            Admission.of(
                BuildSamples.rule(rule.refs(), more, false), IMAGE, List.of(OURS), full, NOW))
        .isEqualTo(new Admission.Admitted(OURS));
  }

  @Test
  void countsForWhoHasMostRoom() {
    Admission.Past past =
        new Admission.Past(
            false,
            Map.of("cluster/team-b", List.of(NOW.minusSeconds(60))),
            Map.of("cluster/team-a", 1));
    BuildLimits limits = new BuildLimits(List.of("team-*"), List.of("cluster"), 3, 3);
    BuildRule roomy = BuildSamples.rule(rule.refs(), limits, false);
    assertThat(Admission.of(roomy, IMAGE, List.of(OURS, MORE), past, NOW))
        .as("both have two")
        .isEqualTo(new Admission.Admitted(OURS));

    Admission.Past less = new Admission.Past(false, Map.of(), Map.of("cluster/team-a", 2));
    assertThat(Admission.of(roomy, IMAGE, List.of(OURS, MORE), less, NOW))
        .isEqualTo(new Admission.Admitted(MORE));
  }

  /** Two clusters' namespaces of one name are two. */
  @Test
  void countsNobodyElsesBuilds() {
    Admission.Past past = new Admission.Past(false, Map.of(), Map.of("elsewhere/team-a", 2));

    assertThat(Admission.of(rule, IMAGE, List.of(OURS), past, NOW))
        .isEqualTo(new Admission.Admitted(OURS));
  }

  /** One of two is told when a build ends. */
  @Test
  void waitsForTheHourOfOneAndTheBuildsOfAnother() {
    Admission.Past past =
        new Admission.Past(
            false,
            Map.of("cluster/team-b", List.of(NOW.minusSeconds(60), NOW.minusSeconds(60))),
            Map.of("cluster/team-a", 2));

    assertThat(Admission.of(rule, IMAGE, List.of(OURS, MORE), past, NOW))
        .isInstanceOfSatisfying(
            Admission.Later.class,
            later -> assertThat(later.slots()).containsExactly("cluster/team-a"));
    assertThat(Admission.of(rule, IMAGE, List.of(MORE), past, NOW))
        .isInstanceOfSatisfying(
            Admission.Later.class, later -> assertThat(later.slots()).isEmpty());
  }

  @Test
  void beginsNoneWhereOnlyPeopleOrder() {
    BuildRule people =
        BuildSamples.rule(rule.refs(), new BuildLimits(List.of("**"), List.of("**"), 0), false);

    assertThat(Admission.of(people, IMAGE, List.of(OURS), NOTHING, NOW))
        .isEqualTo(new Admission.Refused("build rule app takes orders from people only"));
  }

  @Test
  void wantsARegistryInFull() {
    for (String pattern : List.of("**", "*/app", "app", "/app", "registry*/app")) {
      assertThatThrownBy(() -> new BuildImages(List.of(pattern), List.of()))
          .hasMessageContaining("the registry in full");
    }
  }
}
