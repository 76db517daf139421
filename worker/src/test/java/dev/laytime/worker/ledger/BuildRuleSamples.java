package dev.laytime.worker.ledger;

import dev.laytime.build.AfterBuild;
import dev.laytime.build.AllowedRefs;
import dev.laytime.build.BuildImages;
import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildResources;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.GitRepository;
import dev.laytime.build.RefMapping;
import dev.laytime.image.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Rules of builds by Jib. */
final class BuildRuleSamples {

  private static final BuildRecipe JIB =
      new BuildRecipe(
          BuildStrategy.JIB,
          "",
          ".laytime/image.yaml",
          null,
          Map.of(),
          List.of(Platform.parse("linux/amd64")),
          BuildResources.USUAL,
          List.of(),
          null,
          List.of(),
          Duration.ofMinutes(30));

  private BuildRuleSamples() {}

  /** One for {@code reg:5000/demo/NAME}, built again where it is ordered again. */
  static BuildRule rule(String name, BuildLimits orders) {
    String url = "https://git.test/%s.git".formatted(name);
    return rule(name, url, "reg:5000/demo/" + name, orders, true);
  }

  static BuildRule rule(
      String name, String url, String images, BuildLimits orders, boolean rebuild) {
    return new BuildRule(
        name,
        new BuildImages(List.of(images), List.of()),
        new GitRepository(url, null),
        List.of(new RefMapping.ToTag("v{tag}")),
        new AllowedRefs(List.of("v*"), List.of()),
        JIB,
        orders,
        rebuild,
        AfterBuild.NOTHING);
  }
}
