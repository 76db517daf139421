package dev.laytime.activities.crd.imagebuilder;

import dev.laytime.activities.crd.Verdict;
import dev.laytime.build.AfterBuild;
import dev.laytime.build.BuildBounds;
import dev.laytime.build.BuildImages;
import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildSource;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Sha256;
import dev.laytime.image.Tag;
import dev.laytime.mirror.TagPattern;
import dev.laytime.workflow.MessageTexts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all objects come to, the oldest first. */
final class BuildPlan {

  private static final int LONGEST_TEXT = 256 * 1024;
  private static final String FILE = "Dockerfile";

  private final ImageBuilderSettings settings;
  private final Map<Reference, String> owners = new LinkedHashMap<>();

  BuildPlan(ImageBuilderSettings settings) {
    this.settings = settings;
  }

  /** What each object comes to. */
  Map<ImageBuilderObject, PlannedBuild> of(List<ImageBuilderObject> objects) {
    Map<ImageBuilderObject, PlannedBuild> planned = new LinkedHashMap<>();
    objects.stream()
        .sorted(ImageBuilderObject.OLDEST_FIRST)
        .forEach(each -> planned.put(each, planned(each)));
    return planned;
  }

  private PlannedBuild planned(ImageBuilderObject object) {
    ImageBuilderSpec spec = object.spec();
    if (spec == null) {
      return refused("InvalidSpec", "this release does not understand its spec");
    }
    try {
      Repository repository = Repository.parse(spec.image().name());
      Reference image = repository.tagged(new Tag(spec.image().version()));
      String namespace = object.header().namespace();
      ImageBuilderSettings.Allowed allowed = settings.allowed(namespace, repository).orElse(null);
      if (allowed == null) {
        return notAllowed(namespace, repository);
      }
      if (spec.source().isBlank() || spec.source().length() > LONGEST_TEXT) {
        return refused("Invalid", "source: expected 1 to %d characters".formatted(LONGEST_TEXT));
      }
      String fault = MessageTexts.faultInProse(spec.source());
      if (fault != null) {
        return refused("Invalid", "source: it " + fault);
      }
      BuildRule rule = rule(object, spec, repository, allowed);
      String beyond =
          new BuildBounds(allowed.most(), settings.timeout(), rule.recipe().platforms().size())
              .objection(rule.recipe());
      if (beyond != null) {
        return refused(
            "TooMuch",
            "resources: %s: see most in adapters.image-operator.builders.allowed of the worker"
                .formatted(beyond));
      }
      String owner = owners.putIfAbsent(image, object.header().key());
      return owner == null
          ? new PlannedBuild.InForce(image, rule, spec.source(), wasPushed(object))
          : refused(
              "Shadowed",
              "ImageBuilder %s, which is older, builds %s already".formatted(owner, image));
    } catch (IllegalArgumentException e) {
      return refused("Invalid", String.valueOf(e.getMessage()));
    }
  }

  /** A build runs what its author wrote: only for whom somebody named, and only to there. */
  private PlannedBuild notAllowed(String namespace, Repository repository) {
    return settings.counts(namespace)
        ? refused(
            "DestinationNotAllowed",
            ("objects of namespace %s may not write to %s: name it under destinations in"
                    + " adapters.image-operator.builders.allowed of the worker")
                .formatted(namespace, repository))
        : refused(
            "NotAllowed",
            ("objects of namespace %s have nothing built: name it under namespaces in"
                    + " adapters.image-operator.builders.allowed of the worker")
                .formatted(namespace));
  }

  private BuildRule rule(
      ImageBuilderObject object,
      ImageBuilderSpec spec,
      Repository repository,
      ImageBuilderSettings.Allowed allowed) {
    return new BuildRule(
        object.rule(),
        new BuildImages(
            List.of(repository.toString()),
            List.of(new TagPattern.Exact(new Tag(spec.image().version())))),
        new BuildSource.Text(digest(spec.source())),
        new BuildRecipe(
            settings.strategy(),
            "",
            FILE,
            null,
            Map.of(),
            spec.architecture().platforms(),
            ImageBuilderResources.of(spec.resources(), allowed.most()),
            List.of(),
            null,
            List.of(),
            allowed.pullSecret(),
            settings.timeout()),
        // Nobody's names order by it, only its adapter does.
        new BuildLimits(List.of(), List.of(), allowed.perHour(), allowed.atOnce()),
        true,
        AfterBuild.NOTHING);
  }

  /** What was built before we came is not built again. */
  private static boolean wasPushed(ImageBuilderObject object) {
    ImageBuilderStatus status = object.status();
    return status.pushed() && status.lastGenerationSeen() == object.header().generation();
  }

  static Digest digest(String text) {
    return Digest.of("sha256", Sha256.hex(text));
  }

  private static PlannedBuild refused(String reason, String message) {
    return new PlannedBuild.Refused(Verdict.stalled(reason, message));
  }
}
