package dev.laytime.e2e.life;

import dev.laytime.e2e.counterpart.Configuration;
import dev.laytime.e2e.counterpart.Durations;
import dev.laytime.e2e.counterpart.LaytimeApi;
import dev.laytime.e2e.counterpart.Manifests;
import dev.laytime.e2e.counterpart.RegistryProbe;
import dev.laytime.e2e.counterpart.RegistryServer;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import dev.laytime.image.Digest;
import dev.laytime.image.ReservedTags;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One stage with one source of use of its own, and images that come and go in it.
 *
 * @param name of the stage, its source and the repositories' prefix
 * @param upstream where images come from
 * @param stage where they are mirrored to
 * @param api the worker's; another after it was started again
 */
record Scene(
    String name,
    RegistryServer upstream,
    RegistryServer stage,
    Manifests manifests,
    Images images,
    RegistryProbe probe,
    Supplier<LaytimeApi> api) {

  static final Duration SOON = Duration.ofMinutes(3);
  static final String STAYS = "stays";

  static Scene in(
      Workspace workspace,
      String name,
      RegistryServer upstream,
      RegistryServer stage,
      Supplier<LaytimeApi> api) {
    return new Scene(
        name,
        upstream,
        stage,
        new Manifests(workspace.directory(name)),
        workspace.keep(new Images(workspace.directory("images"))),
        workspace.keep(new RegistryProbe()),
        api);
  }

  /**
   * Adds this stage, its source and its mirror rule. The source names one image from the start that
   * lies in no stage: one that names nothing at all proves nothing.
   */
  void addTo(Configuration configuration) {
    addTo(configuration, Durations.QUICK);
  }

  void addTo(Configuration configuration, Durations durations) {
    addWithoutMirror(configuration, durations);
    configuration.mirror(stage.image(name), upstream.image("upstream/" + name));
  }

  /** The same, where somebody else pushes. */
  void addWithoutMirror(Configuration configuration, Durations durations) {
    manifests.deploy(STAYS, "docker.io/library/busybox:1.36");
    configuration
        .deletingStage(name, stage.image(name), durations)
        .directory(name, manifests.directory(), durations);
  }

  /** The stage image of a name and tag, as in {@code app:1}. */
  String image(String app) {
    return stage.image(name + "/" + app);
  }

  /** The same repository by digest. */
  String byDigest(String app, Digest digest) {
    return image(app.substring(0, app.indexOf(':'))) + "@" + digest;
  }

  /** Puts a two-platform image upstream. */
  Digest publish(String app) {
    int colon = app.indexOf(':');
    return images.index(
        upstream,
        "upstream/" + name + "/" + app.substring(0, colon),
        app.substring(colon + 1),
        List.of("amd64", "arm64"),
        1,
        1_000);
  }

  void deploy(String app) {
    manifests.deploy(app.replace(':', '-'), image(app));
  }

  void remove(String app) {
    manifests.remove(app.replace(':', '-'));
  }

  void awaitState(String app, String... states) {
    Set<String> wished = Set.of(states);
    await(app, "is " + wished, () -> wished.contains(api.get().state(image(app))));
  }

  void awaitBuried(String app) {
    await(app, "has an obituary", () -> api.get().isBuried(image(app)));
  }

  void awaitReason(String app, String reason) {
    await(app, "says '" + reason + "'", () -> reasons(app).contains(reason));
  }

  /** Publishes, deploys and waits until it is there. */
  Digest arrive(String app) {
    Digest digest = publish(app);
    deploy(app);
    awaitState(app, "PRESENT");
    return digest;
  }

  boolean isTagged(String app, Digest digest) {
    return probe.digest(image(app)).filter(digest.value()::equals).isPresent();
  }

  boolean isPullable(String app, Digest digest) {
    return probe.has(byDigest(app, digest));
  }

  boolean isHeld(String app, Digest digest) {
    return probe.has(image(app.substring(0, app.indexOf(':'))) + ":" + ReservedTags.hold(digest));
  }

  /** The reasons that {@code why} gives. */
  String reasons(String app) {
    return api.get().life(image(app)).toString();
  }

  /**
   * Waits for what becomes of an image.
   *
   * @param what that is, as in "is held"
   */
  void await(String app, String what, BooleanSupplier condition) {
    if (!Await.holdsInTheEnd(SOON, condition)) {
      throw new IllegalStateException(
          "Waited %d s in vain: %s %s; why: %s"
              .formatted(SOON.toSeconds(), image(app), what, reasons(app)));
    }
  }
}
