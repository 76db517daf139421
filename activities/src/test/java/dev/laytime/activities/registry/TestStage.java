package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.copy.SampleImages;
import dev.laytime.activities.registry.embedded.Behaviour;
import dev.laytime.activities.registry.embedded.Behaviours;
import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.activities.registry.embedded.Fault;
import dev.laytime.activities.registry.embedded.FaultRule;
import dev.laytime.activities.registry.embedded.RequestLog;
import dev.laytime.activities.registry.embedded.RequestMatcher;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.activity.Capabilities;
import dev.laytime.activity.Capabilities.TagDeletion;
import dev.laytime.activity.HoldRequest;
import dev.laytime.activity.RemoveRequest;
import dev.laytime.activity.RemoveResult;
import dev.laytime.activity.StageActivities;
import dev.laytime.activity.SurveyRequest;
import dev.laytime.activity.SurveyResult.Plan;
import dev.laytime.activity.SurveyResult.Step;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.ledger.Removals;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** One stage with one repository {@code app}, its registry, its ledger and the activities. */
final class TestStage implements AutoCloseable {

  static final Capabilities NATIVE = new Capabilities(TagDeletion.NATIVE, false);
  static final Capabilities PLACEHOLDER = new Capabilities(TagDeletion.PLACEHOLDER, false);
  static final Capabilities NONE = new Capabilities(TagDeletion.NONE, false);
  static final Platform AMD64 = Platform.parse("linux/amd64");
  static final Platform ARM64 = Platform.parse("linux/arm64");

  final EmbeddedRegistry registry;
  final OciLayout layout;
  final SampleImages images;
  final FakeLedger ledger = new FakeLedger();
  final Repository repository;
  private final ImageStores stores;
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();

  private TestStage(Path directory, boolean dryRun, Credentials credentials) throws IOException {
    registry = EmbeddedRegistry.start(directory, 0);
    layout = OciLayout.openOrCreate(directory.resolve("app"));
    images = new SampleImages(layout, 7);
    repository = Repository.parse(registry.address() + "/app");
    stores = new ImageStores(ClientSettings.of(List.of(), credentials).dryRun(dryRun), _ -> false);
    temporal.registerActivitiesImplementations(
        new StageActivitiesImpl(stores, ledger, ledger, ledger, ledger, ledger));
  }

  static TestStage in(Path directory) throws IOException {
    return new TestStage(directory, false, Credentials.NONE);
  }

  static TestStage of(Path directory, Credentials credentials) throws IOException {
    return new TestStage(directory, false, credentials);
  }

  static TestStage dryRun(Path directory) throws IOException {
    return new TestStage(directory, true, Credentials.NONE);
  }

  StageActivities activities() {
    return temporal.newActivityStub(StageActivities.class);
  }

  Behaviours behaviours() {
    return registry.behaviours();
  }

  TestStage with(Behaviour behaviour) {
    behaviours().turnOn(behaviour);
    return this;
  }

  /** An image of one layer under some tags. */
  Manifest image(String... tags) throws IOException {
    Manifest image = images.image(AMD64, 1000);
    tag(image, tags);
    return image;
  }

  Manifest index(List<Manifest> children, String... tags) throws IOException {
    Manifest index = images.index(children, List.of(AMD64, ARM64));
    tag(index, tags);
    return index;
  }

  void tag(Manifest manifest, String... tags) throws IOException {
    for (String tag : tags) {
      images.tag(manifest, new Tag(tag));
    }
  }

  Reference tagged(String tag) {
    return repository.tagged(new Tag(tag));
  }

  Removals.Claim quarantining(String tag, Manifest manifest) {
    return claim(tagged(tag), manifest.digest(), RemovalKind.QUARANTINE);
  }

  Removals.Claim deleting(String tag, Manifest manifest) {
    return claim(tagged(tag), manifest.digest(), RemovalKind.DELETE);
  }

  Removals.Claim deleting(Manifest manifest) {
    return claim(repository.pinned(manifest.digest()), manifest.digest(), RemovalKind.DELETE);
  }

  static Removals.Claim claim(Reference image, Digest digest, RemovalKind kind) {
    return new Removals.Claim(
        "image/" + image, image, digest, 1, Instant.parse("2026-11-01T00:00:00Z"), "i1", kind);
  }

  Plan plan(Capabilities capabilities, Removals.Claim claim) {
    return plans(capabilities, claim).getFirst();
  }

  List<Plan> plans(Capabilities capabilities, Removals.Claim... claims) {
    return activities()
        .survey(new SurveyRequest(repository, capabilities, List.of(claims)))
        .plans();
  }

  /** Does what a plan says, as a reaper would; stops at the first that does not succeed. */
  List<RemoveResult.Outcome> carryOut(Removals.Claim claim, Plan plan) {
    if (plan.hold()) {
      activities().hold(new HoldRequest(repository, claim.digest()));
    }
    List<RemoveResult.Outcome> outcomes = new ArrayList<>();
    for (Step step : plan.steps()) {
      outcomes.add(remove(claim, step).outcome());
    }
    return outcomes;
  }

  RemoveResult remove(Removals.Claim claim, Step step) {
    return activities().remove(new RemoveRequest(claim, step));
  }

  /** Removes what another deletion of the same survey went before. */
  RemoveResult removeAfter(Removals.Claim companion, Removals.Claim claim, Step step) {
    return activities().remove(new RemoveRequest(claim, step, List.of(companion)));
  }

  /** Quarantines a tag and carries that out. */
  void quarantine(Capabilities capabilities, String tag, Manifest manifest) {
    Removals.Claim claim = quarantining(tag, manifest);
    carryOut(claim, plan(capabilities, claim));
  }

  /** Plans and carries out a deletion. */
  List<RemoveResult.Outcome> delete(Capabilities capabilities, Removals.Claim claim) {
    return carryOut(claim, plan(capabilities, claim));
  }

  boolean has(Manifest manifest) throws IOException {
    return layout.find(manifest.digest()).isPresent();
  }

  List<String> tags() throws IOException {
    return layout.tags().stream().map(Tag::value).toList();
  }

  /** Content that the registry shows to HEAD alone, by digest or by tag. */
  void hide(String selector) {
    behaviours()
        .inject(
            FaultRule.always(new Fault.NotFound())
                .on(
                    RequestMatcher.method("GET")
                        .and(RequestMatcher.path("/manifests/" + selector))));
  }

  /** Methods of the requests that were sent, but for looks. */
  List<String> writes() {
    return registry.requests().entries().stream()
        .map(RequestLog.Entry::method)
        .filter(method -> !method.equals("GET") && !method.equals("HEAD"))
        .toList();
  }

  static ApplicationFailure failure(ThrowingCallable call) {
    ActivityFailure failure = catchThrowableOfType(ActivityFailure.class, call);
    return (ApplicationFailure) Objects.requireNonNull(failure.getCause());
  }

  @Override
  public void close() {
    temporal.close();
    stores.close();
    registry.close();
  }
}
