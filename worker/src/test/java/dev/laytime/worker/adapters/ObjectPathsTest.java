package dev.laytime.worker.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.crd.own.GateSpec;
import dev.laytime.activities.crd.own.PathGround;
import dev.laytime.activities.crd.own.PromotionPathSpec;
import dev.laytime.activities.crd.own.TagPatternsSpec;
import dev.laytime.mirror.TagPattern;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.promotion.PromotionPath.Automatic;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ObjectPathsTest {

  @Test
  void readsWhatIsSaidInTheWordsOfConfiguration() {
    PathGround.Read read =
        ObjectPaths.read(
            "shop.release",
            new PromotionPathSpec(
                "dev",
                "prod",
                List.of("eu"),
                List.of("shop/**"),
                new TagPatternsSpec(
                    List.of(), List.of("v*"), List.of(), List.of(), List.of(), null),
                List.of(
                    gate(new GateSpec.Approved(2, true, List.of("ann", "bob")), null),
                    gate(
                        null,
                        new GateSpec.Open(List.of("mon"), "09:00", "17:00", "Europe/Berlin"))),
                List.of("latest"),
                true,
                5,
                "2d",
                "scheduled",
                "0 6 * * MON-FRI",
                List.of("apps"),
                "v1",
                null));

    assertThat(read.schedule()).isEqualTo("0 0 6 * * MON-FRI");
    assertThat(read.path())
        .isEqualTo(
            new PromotionPath(
                "shop.release",
                "dev",
                "prod",
                List.of("eu"),
                List.of("shop/**"),
                List.of(new TagPattern.Wildcard("v*")),
                List.of(
                    new Gate.Approved("approved", 2, true, List.of("ann", "bob")),
                    new Gate.Opened(
                        "open",
                        List.of(DayOfWeek.MONDAY),
                        LocalTime.of(9, 0),
                        LocalTime.of(17, 0),
                        ZoneId.of("Europe/Berlin"))),
                List.of("latest"),
                true,
                5,
                Duration.ofDays(2),
                Automatic.SCHEDULED,
                List.of("apps"),
                "v1"));
  }

  @Test
  void hasTheUsualValuesOfConfiguration() {
    PromotionPath path = ObjectPaths.read("a.b", spec("dev", "prod", List.of())).path();

    assertThat(path.keepLast()).isEqualTo(3);
    assertThat(path.expiry()).isEqualTo(Duration.ofDays(7));
    assertThat(path.automatic()).isEqualTo(Automatic.NONE);
    assertThat(path.moves()).isFalse();
  }

  @Test
  void refusesWhatConfigurationRefuses() {
    assertThatThrownBy(() -> ObjectPaths.read("a.b", spec("dev", "dev", List.of())))
        .hasMessageContaining("expected each stage once");
    assertThatThrownBy(() -> ObjectPaths.read("n.".repeat(32), spec("dev", "prod", List.of())))
        .hasMessageContaining("at most 63 characters");
  }

  private static GateSpec gate(GateSpec.@Nullable Approved approved, GateSpec.@Nullable Open open) {
    return new GateSpec(null, null, null, null, null, approved, null, open);
  }

  static PromotionPathSpec spec(String from, String to, List<String> repositories) {
    return new PromotionPathSpec(
        from,
        to,
        List.of(),
        repositories,
        null,
        List.of(),
        List.of(),
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        null);
  }
}
