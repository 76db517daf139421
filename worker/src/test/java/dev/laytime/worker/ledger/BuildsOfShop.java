package dev.laytime.worker.ledger;

import dev.laytime.activity.BuildWish;
import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Origin;
import dev.laytime.worker.ledger.BuildLedger.Wanted;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One rule of builds, for the images of one repository, and what becomes of them. */
abstract class BuildsOfShop extends RulesOfBuilds {

  static final Reference SHOP = Reference.parse("reg:5000/demo/shop:1.0");
  static final Reference NEXT = Reference.parse("reg:5000/demo/shop:1.1");
  static final Reference THIRD = Reference.parse("reg:5000/demo/shop:1.2");

  final BuildLedger building = ledger.buildLedger();
  final Builds builds = ledger.builds();
  private long epoch;

  static BuildRule rule(String namespaces, int perHour, boolean rebuild) {
    return rule("shop", "https://git.test/shop.git", namespaces, perHour, rebuild);
  }

  static BuildRule rule(String name, String url, String namespaces, int perHour, boolean rebuild) {
    return BuildRuleSamples.rule(
        name,
        url,
        "reg:5000/demo/shop",
        new BuildLimits(List.of(namespaces), List.of("git"), perHour),
        rebuild);
  }

  void life(Reference image, LifeState state, @Nullable Digest digest) {
    activities.remember(life(image, ++epoch, state, digest));
  }

  Origin.Build origin(Reference image) {
    return (Origin.Build) activities.policy(image).origin();
  }

  Wanted want(Reference image) {
    return building.want(new BuildWish(image, "shop"));
  }

  BuildOrder ordered(Reference image) {
    BuildOrder order = Objects.requireNonNull(want(image).order());
    building.asked(order);
    return order;
  }

  static BuildStatus status(BuildOrder order, BuildState state, @Nullable BuildFailure failure) {
    return new BuildStatus(
        "build/" + order.image(),
        order,
        state,
        null,
        null,
        1,
        List.of(),
        failure == null ? "" : failure.said(),
        failure,
        0,
        START,
        null);
  }

  void ended(BuildOrder order, BuildState state) {
    BuildFailure failure =
        state == BuildState.FAILED
            ? BuildFailure.of(BuildFailureKind.UNKNOWN_REF, "there is no tag v1.0")
            : null;
    List<Reference> _ = building.remember(status(order, state, failure));
  }
}
