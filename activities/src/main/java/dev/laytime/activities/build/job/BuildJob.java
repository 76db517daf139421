package dev.laytime.activities.build.job;

import dev.laytime.activities.job.CopyStep;
import dev.laytime.activities.job.JobMount;
import dev.laytime.activities.job.JobPod;
import dev.laytime.activities.job.JobRequest;
import dev.laytime.activities.job.JobResources;
import dev.laytime.activities.job.JobStep;
import dev.laytime.activities.job.PodMarks;
import dev.laytime.activities.job.PodSecurity;
import dev.laytime.activities.job.SecretFiles;
import dev.laytime.activity.BuildRequest;
import dev.laytime.build.BuildId;
import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildSource;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.BuildTemplate;
import dev.laytime.image.ImageLocation;
import dev.laytime.image.Platform;
import dev.laytime.image.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A build as a Job: the same for the same image, commit, strategy and platform. Pure.
 *
 * @param platform of Kaniko, which builds for one at a time; of BuildKit the first
 * @param builder the image that builds, by digest
 * @param own our image, by digest
 * @param files with which that reaches the workshop
 * @param authorities with which the builder reaches bases and its cache
 */
record BuildJob(
    BuildRequest request,
    Platform platform,
    Source source,
    BuilderSettings settings,
    String builder,
    String own,
    Map<String, String> files,
    Authorities authorities) {

  /** The kind of these Jobs. */
  static final String KIND = "build";

  /** The steps. */
  static final String FETCH = "source";

  static final String BUILD = "build";
  static final String PUSH = "push";

  static final String OUT = "/out";
  static final String ARCHIVE = OUT + "/image.tar";

  /** Where files of the Job's own are, for our image alone. */
  static final String WAY = "/run/laytime/way";

  private static final String LOGIN = "/run/laytime/login";
  private static final String SECRETS = "/run/secrets/";

  /** What a Pod leaves there its cluster keeps with its status. */
  private static final String RESULT = "/dev/termination-log";

  /** For so long a registry's trouble is waited out in a Job. */
  private static final Duration TROUBLE = Duration.ofMinutes(5);

  /** Of our image: nobody's number anywhere else. */
  private static final long USER = 10001;

  /** The build, or the part of it that Kaniko does for a platform. */
  static BuildId id(BuildRequest request, Platform platform) {
    BuildRecipe recipe = request.rule().recipe();
    return recipe.strategy() == BuildStrategy.KANIKO && recipe.platforms().size() > 1
        ? request.id().on(platform)
        : request.id();
  }

  /** The platforms that a Job is made for, each. */
  static List<Platform> platforms(BuildRecipe recipe) {
    return recipe.strategy() == BuildStrategy.KANIKO
        ? recipe.platforms()
        : List.of(recipe.platforms().getFirst());
  }

  /** As a cluster is asked for it. */
  JobRequest asRequest() {
    BuildRecipe recipe = request.rule().recipe();
    BuildId id = id(request, platform);
    return new JobRequest(
        settings.namespace(),
        id.objectName(),
        KIND,
        annotations(),
        new JobPod(
            List.of(proxied(fetch()), proxied(build())),
            proxied(push(id)),
            files(request, settings, files, authorities),
            settings.pullSecrets(),
            PodMarks.NONE,
            settings.nodes().of(request.rule(), platform)),
        recipe.timeout(),
        settings.kept());
  }

  /** Files of a Job's own, besides how our image reaches the workshop. */
  static SecretFiles files(
      BuildRequest request,
      BuilderSettings settings,
      Map<String, String> way,
      Authorities authorities) {
    Map<String, String> files = new TreeMap<>(way);
    files.putAll(authorities.files());
    if (request.rule().recipe().strategy() == BuildStrategy.BUILDKIT) {
      files.put(BuildKitStep.SETTINGS, authorities.settings(settings.insecure()));
    }
    return new SecretFiles(files);
  }

  /**
   * What a Job is made for, in all versions the same: neither the images of its steps nor how these
   * are called are part of it.
   */
  static String asked(BuildRequest request, Platform platform) {
    BuildRecipe recipe = request.rule().recipe();
    return JobRequest.hash(
        id(request, platform).value(),
        request.source().commit().value(),
        request.to().toString(),
        recipe.context(),
        recipe.file(),
        String.valueOf(recipe.target()),
        String.valueOf(args(request)),
        String.valueOf(recipe.platforms()),
        String.valueOf(recipe.secrets()),
        String.valueOf(recipe.cache()));
  }

  private Map<String, String> annotations() {
    return Map.of(
        JobRequest.ATTEMPT,
        String.valueOf(request.attempt()),
        JobRequest.ASKED,
        asked(request, platform),
        "laytime.dev/image",
        request.image().text(),
        "laytime.dev/rule",
        request.rule().name(),
        "laytime.dev/ref",
        request.source().name(),
        "laytime.dev/commit",
        request.source().commit().value());
  }

  /** What it writes only its own user reads: that is the builder's, where that is not root. */
  private JobStep fetch() {
    boolean rootless =
        request.rule().recipe().strategy() == BuildStrategy.BUILDKIT && settings.rootless();
    return ours(
        FETCH,
        rootless ? BuildKitStep.USER : USER,
        copy(
            new ImageLocation.InRegistry(source.artifact()),
            ImageLocation.parse(ImageLocation.LAYOUT_PREFIX + Source.directory()),
            null),
        new JobMount.Scratch("source", Source.directory(), false));
  }

  private JobStep build() {
    return request.rule().recipe().strategy() == BuildStrategy.KANIKO
        ? KanikoStep.of(request, platform, source, builder, settings.insecure(), authorities)
        : BuildKitStep.of(request, source, builder, settings.rootless(), authorities);
  }

  /** Each step speaks to registries. */
  private JobStep proxied(JobStep step) {
    Map<String, String> environment = new TreeMap<>(settings.proxies());
    environment.putAll(step.environment());
    return new JobStep(
        step.name(),
        step.image(),
        step.command(),
        step.arguments(),
        environment,
        step.mounts(),
        step.resources(),
        step.security());
  }

  /** An archive, since a directory may have links in it that lead to a login. */
  private JobStep push(BuildId id) {
    boolean kaniko = request.rule().recipe().strategy() == BuildStrategy.KANIKO;
    return ours(
        PUSH,
        USER,
        copy(
            ImageLocation.parse(
                (kaniko ? ImageLocation.DOCKER_ARCHIVE_PREFIX : ImageLocation.LAYOUT_ARCHIVE_PREFIX)
                    + ARCHIVE),
            new ImageLocation.InRegistry(request.to().tagged(id.tag())),
            RESULT),
        new JobMount.Scratch("out", OUT, true));
  }

  /** A registry in trouble must not cost a whole build; the Job's deadline ends it all the same. */
  private List<String> copy(ImageLocation from, ImageLocation to, @Nullable String result) {
    Duration timeout = request.rule().recipe().timeout();
    Duration tries = timeout.compareTo(TROUBLE) < 0 ? timeout : TROUBLE;
    return new CopyStep(from, to, false, timeout, tries, result).arguments();
  }

  private JobStep ours(String name, long user, List<String> arguments, JobMount with) {
    return new JobStep(
        name,
        own,
        List.of(),
        arguments,
        Map.of("DOCKER_CONFIG", LOGIN, "LAYTIME_CONFIG", WAY + "/laytime.yaml"),
        List.of(
            new JobMount.Scratch("tmp-" + name, "/tmp", false),
            new JobMount.OwnFiles(WAY, files.keySet().stream().sorted().toList()),
            new JobMount.Secret(
                settings.pushSecret(request.rule()),
                LOGIN,
                Map.of(".dockerconfigjson", "config.json")),
            with),
        // One after another they need no more than the builder alone, and start sooner.
        new JobResources(
            request.rule().recipe().resources().cpu(),
            settings.memory(),
            request.rule().recipe().resources().disk()),
        PodSecurity.restricted(user));
  }

  static JobResources resources(BuildRecipe recipe) {
    return new JobResources(
        recipe.resources().cpu(),
        recipe.resources().surely(),
        recipe.resources().memory(),
        recipe.resources().disk());
  }

  /** Build arguments, filled in. */
  static SortedMap<String, String> args(BuildRequest request) {
    Tag tag = Objects.requireNonNull(request.image().tag(), "Builds are of tags");
    SortedMap<String, String> args = new TreeMap<>();
    request
        .rule()
        .recipe()
        .args()
        .forEach((name, value) ->
            args.put(name, BuildTemplate.fill(value, tag, request.source().commit())));
    return args;
  }

  /** Where an image comes from. */
  static SortedMap<String, String> labels(BuildRequest request) {
    SortedMap<String, String> labels =
        new TreeMap<>(
            Map.of(
                "org.opencontainers.image.revision", request.source().commit().value(),
                "org.opencontainers.image.version", String.valueOf(request.image().tag())));
    if (request.rule().source() instanceof BuildSource.Git(var repository, _, _)) {
      labels.put("org.opencontainers.image.source", repository.url());
    }
    return labels;
  }

  /** Secrets that the rule gives to the build, by name. */
  static List<JobMount.Secret> secrets(BuildRecipe recipe) {
    return recipe.secrets().stream()
        .map(name -> new JobMount.Secret(name, SECRETS + name, Map.of()))
        .toList();
  }
}
