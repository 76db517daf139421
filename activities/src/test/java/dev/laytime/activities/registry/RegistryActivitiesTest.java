package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.copy.SampleImages;
import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.activities.registry.embedded.Fault;
import dev.laytime.activities.registry.embedded.FaultRule;
import dev.laytime.activities.registry.embedded.RequestLog;
import dev.laytime.activities.registry.embedded.RequestMatcher;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.activity.CopyProgress;
import dev.laytime.activity.CopyRequest;
import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.Problem;
import dev.laytime.activity.RegistryActivities;
import dev.laytime.activity.ResolveRequest;
import dev.laytime.activity.ResolveResult;
import dev.laytime.image.ImageLocation;
import dev.laytime.image.Platform;
import dev.laytime.image.Tag;
import dev.laytime.ledger.Prohibitions;
import io.grpc.Status;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RegistryActivitiesTest {

  private static final ClientSettings SETTINGS = ClientSettings.of(List.of(), Credentials.NONE);

  @TempDir Path directory;
  private final AtomicLong stopped = new AtomicLong();
  private final Map<String, String> forbidden = new ConcurrentHashMap<>();
  private EmbeddedRegistry registry;
  private SampleImages images;
  private Manifest image;
  private ImageStores stores;
  private final RememberingMeter meter = new RememberingMeter();
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();

  @BeforeEach
  void startRegistry() throws IOException {
    registry = EmbeddedRegistry.start(directory.resolve("registry"), 0);
    images = new SampleImages(OciLayout.openOrCreate(directory.resolve("registry/app")), 1);
    image = images.image(Platform.parse("linux/amd64"), 200_000);
    images.tag(image, new Tag("1"));
    stores = new ImageStores(SETTINGS, path -> path.startsWith(directory));
    temporal.registerActivitiesImplementations(
        new RegistryActivitiesImpl(
            stores,
            meter,
            (target, digest) -> Optional.ofNullable(forbidden.get(target + "@" + digest)),
            Duration.ofMinutes(2),
            () -> System.nanoTime() + stopped.get()));
  }

  @AfterEach
  void stopRegistry() {
    temporal.close();
    stores.close();
    registry.close();
  }

  @Test
  void resolvesATagToItsDigest() {
    assertThat(activities().resolve(new ResolveRequest(at("/app:1"), null)))
        .isEqualTo(new ResolveResult(image.digest(), image.mediaType()));
  }

  @Test
  void resolvesADigestOnlyIfItIsThere() {
    ResolveRequest there = new ResolveRequest(at("/app@" + image.digest()), null);
    assertThat(activities().resolve(there).digest()).isEqualTo(image.digest());
    ApplicationFailure failure =
        fails(new ResolveRequest(at("/app@sha256:" + "ab".repeat(32)), null));
    assertThat(failure.getType()).isEqualTo("NOT_FOUND");
    assertThat(failure.isNonRetryable()).isTrue();
  }

  @Test
  void saysOfAMissingTagWhatWasTriedAndWhatToDo() {
    ApplicationFailure failure = fails(new ResolveRequest(at("/app:2"), null));
    assertThat(problem(failure))
        .isEqualTo(
            new Problem(
                "resolve " + registry.address() + "/app:2",
                "there is no such image",
                "check the reference; a private repository may look absent without login",
                null));
    assertThat(failure.getOriginalMessage())
        .isEqualTo("resolve " + registry.address() + "/app:2: there is no such image");
  }

  @Test
  void makesAShortRetryAfterTheNextAttemptsTime() {
    throttle(Duration.ofSeconds(30));
    ApplicationFailure failure = fails(new ResolveRequest(at("/app:1"), null));
    assertThat(failure.getType()).isEqualTo("THROTTLED");
    assertThat(failure.isNonRetryable()).isFalse();
    assertThat(failure.getNextRetryDelay())
        .isBetween(Duration.ofSeconds(25), Duration.ofSeconds(30));
  }

  @Test
  void leavesALongRetryAfterToTheWorkflow() {
    throttle(Duration.ofMinutes(30));
    ApplicationFailure failure = fails(new ResolveRequest(at("/app:1"), null));
    assertThat(failure.getType()).isEqualTo("THROTTLED");
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(problem(failure).until()).isNotNull();
  }

  @Test
  void letsTroubleBeTriedAgain() {
    registry.behaviours().inject(FaultRule.always(new Fault.ServerError(502)));
    ApplicationFailure failure = fails(new ResolveRequest(at("/app:1"), null));
    assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
    assertThat(failure.isNonRetryable()).isFalse();
    assertThat(failure.getNextRetryDelay()).isNull();
  }

  @Test
  void copiesAndCountsIt() {
    CopyResult result = activities().copy(copy(at("/copy:1")));
    assertThat(result.digest()).isEqualTo(image.digest());
    assertThat(meter.copied).containsExactly(result);
  }

  @Test
  void countsFailedAttempts() {
    registry
        .behaviours()
        .inject(FaultRule.always(new Fault.WrongBytes()).on(RequestMatcher.path("/blobs/")));
    ApplicationFailure failure =
        cause(
            () -> activities().copy(copy(ImageLocation.parse("oci:" + directory.resolve("out")))));
    assertThat(failure.getType()).isEqualTo("CONTENT_MISMATCH");
    assertThat(meter.failed).containsExactly(FailureType.CONTENT_MISMATCH);
  }

  @Test
  void beatsWithHowFarItIs() {
    List<CopyProgress> beats = new CopyOnWriteArrayList<>();
    temporal.setActivityHeartbeatListener(CopyProgress.class, beats::add);
    registry
        .behaviours()
        .inject(FaultRule.always(new Fault.Slow(100_000)).on(RequestMatcher.method("GET")));
    activities().copy(copy(ImageLocation.parse("oci:" + directory.resolve("out"))));
    assertThat(beats).hasSizeGreaterThan(1);
    assertThat(beats.getLast().bytesDone()).isPositive();
  }

  @Test
  void carriesAnImageInAnArchiveFromRegistryToRegistry() {
    ImageLocation archive = ImageLocation.parse("oci-archive:" + directory.resolve("x.tar:1"));
    activities().copy(copy(archive));
    assertThat(activities().resolve(new ResolveRequest(archive, at("/back:1"))).digest())
        .isEqualTo(image.digest());
    CopyRequest back = new CopyRequest(archive, image.digest(), at("/back:1"), List.of(), true);
    assertThat(activities().copy(back).digest()).isEqualTo(image.digest());
    assertThat(activities().resolve(new ResolveRequest(at("/back:1"), null)).digest())
        .isEqualTo(image.digest());
  }

  @Test
  void writesNoDigestIntoAnArchiveForDocker() {
    String archive = "docker-archive:" + directory.resolve("archives/x.tar") + ":app:1";
    ImageLocation target = ImageLocation.parse(archive + "@" + image.digest());
    ApplicationFailure failure = cause(() -> activities().copy(copy(target)));
    assertThat(failure.getType()).isEqualTo("REFUSED");
    assertThat(problem(failure).cause())
        .isEqualTo("such an archive keeps no manifest, so it has no digest");
    assertThat(directory.resolve("archives")).doesNotExist();
  }

  @Test
  void givesAnArchiveUpWhenACopyFails() {
    ImageLocation other =
        ImageLocation.parse("docker-archive:" + directory.resolve("x.tar") + ":app:1");
    ApplicationFailure failure = cause(() -> activities().copy(copy(other)));
    assertThat(problem(failure).cause()).isEqualTo("its config does not describe its layers");
    ImageLocation archive = ImageLocation.parse("oci-archive:" + directory.resolve("x.tar:1"));
    assertThat(activities().copy(copy(archive)).digest()).isEqualTo(image.digest());
  }

  @Test
  void stopsWithinMomentsOfACancellationAndWritesNoTag() {
    ImageLocation layout = ImageLocation.parse("oci:" + directory.resolve("out"));
    registry
        .behaviours()
        .inject(FaultRule.always(new Fault.Slow(1000)).on(RequestMatcher.path("/blobs/")));
    temporal.setActivityHeartbeatListener(
        CopyProgress.class,
        progress -> {
          if (progress.bytesTotal() > 0) {
            temporal.requestCancelActivity();
          }
        });
    // The environment lets a heartbeat through when four fifths of its timeout are over.
    RegistryActivities hasty = activities(temporal, Duration.ofSeconds(6));
    assertThat(catchThrowableOfType(CanceledFailure.class, () -> hasty.copy(copy(layout))))
        .isNotNull();
    assertThat(fails(new ResolveRequest(layout, null)).getType()).isEqualTo("NOT_FOUND");
  }

  @Test
  void writesNoTagWhereItIsCancelledAfterTheLastManifest() throws IOException {
    Manifest index = images.index(List.of(image), List.of(Platform.parse("linux/amd64")));
    images.tag(index, new Tag("2"));
    on("PUT", "/v2/copy/manifests/" + image.digest(), temporal::requestCancelActivity);
    CopyRequest request =
        new CopyRequest(at("/app:2"), index.digest(), at("/copy:2"), List.of(), true);
    assertThat(catchThrowableOfType(CanceledFailure.class, () -> activities().copy(request)))
        .isNotNull();
    assertThat(manifestsPut()).containsExactly("/v2/copy/manifests/" + image.digest());
  }

  @Test
  void writesNoTagAfterItStoodStillWhileTheLastBlobWasSent() {
    AtomicInteger blobs = new AtomicInteger();
    on(
        "PUT",
        "/v2/copy/blobs/uploads/",
        () -> {
          if (blobs.incrementAndGet() == 2) {
            stopped.addAndGet(Duration.ofSeconds(11).toNanos());
          }
        });
    ApplicationFailure failure = cause(() -> activities().copy(copyOfLayout()));
    assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
    assertThat(failure.isNonRetryable()).isFalse();
    assertThat(problem(failure).cause())
        .isEqualTo(
            "Temporal heard nothing of this attempt for over 10 s, and may have begun another");
    assertThat(meter.failed).containsExactly(FailureType.UNAVAILABLE);
    assertThat(manifestsPut()).isEmpty();

    activities().copy(copyOfLayout());
    assertThat(manifestsPut()).as("by the next attempt").containsExactly("/v2/copy/manifests/1");
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      names = {"UNAVAILABLE", "NOT_FOUND"})
  void writesNoTagWhereTemporalDoesNotSayThatTheAttemptCounts(Status.Code code) {
    AtomicBoolean silent = new AtomicBoolean();
    on("PUT", "/v2/copy/blobs/uploads/", () -> silent.set(true));
    temporal.setActivityHeartbeatListener(
        CopyProgress.class,
        _ -> {
          if (silent.get()) {
            throw code.toStatus().asRuntimeException();
          }
        });
    assertThat(catchThrowableOfType(ActivityFailure.class, () -> activities().copy(copyOfLayout())))
        .isNotNull();
    assertThat(manifestsPut()).isEmpty();
  }

  @Test
  void beatsWithLittleHoweverMuchItCopies() throws IOException {
    List<Manifest> children = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      children.add(images.image(Platform.parse("linux/amd64"), 11, 12, 13, 14, 15, 16, 17, 18, 19));
    }
    Manifest index = images.index(children, List.of());
    List<Object> beats = new CopyOnWriteArrayList<>();
    temporal.setActivityHeartbeatListener(Object.class, beats::add);
    ImageLocation layout = ImageLocation.parse("oci:" + directory.resolve("out:1"));
    activities()
        .copy(
            new CopyRequest(at("/app@" + index.digest()), index.digest(), layout, List.of(), true));
    assertThat(beats.getLast()).as("the one before the tag").asString().contains("blobsDone=200");
    assertThat(beats).allSatisfy(beat -> assertThat(size(beat)).isLessThan(4096));
  }

  @Test
  void givesUpACopyThatStandsStill() throws IOException {
    TestActivityEnvironment impatient = TestActivityEnvironment.newInstance();
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      impatient.registerActivitiesImplementations(
          new RegistryActivitiesImpl(
              stores, CopyMeter.NONE, Prohibitions.NONE, Duration.ofSeconds(1), System::nanoTime));
      RegistryActivities activities = activities(impatient);
      ImageLocation nowhere = ImageLocation.parse("127.0.0.1:" + silent.getLocalPort() + "/app:1");
      ApplicationFailure failure = cause(() -> activities.copy(copy(nowhere)));
      assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
      assertThat(problem(failure).cause()).isEqualTo("next to nothing moved for 1 s");
    } finally {
      impatient.close();
    }
  }

  @Test
  void givesUpACopyWhoseSourceSendsAByteASecond() {
    TestActivityEnvironment impatient = TestActivityEnvironment.newInstance();
    registry
        .behaviours()
        .inject(FaultRule.always(new Fault.Slow(1)).on(RequestMatcher.path("/blobs/")));
    try {
      impatient.registerActivitiesImplementations(
          new RegistryActivitiesImpl(
              stores, CopyMeter.NONE, Prohibitions.NONE, Duration.ofSeconds(2), System::nanoTime));
      RegistryActivities activities = activities(impatient);
      ImageLocation layout = ImageLocation.parse("oci:" + directory.resolve("out"));
      ApplicationFailure failure = cause(() -> activities.copy(copy(layout)));
      assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
      assertThat(problem(failure).cause()).isEqualTo("next to nothing moved for 2 s");
    } finally {
      impatient.close();
    }
  }

  @Test
  void refusesADirectoryThatItWasNotStartedFor() {
    TestActivityEnvironment other = TestActivityEnvironment.newInstance();
    try (ImageStores remote = new ImageStores(SETTINGS, _ -> false)) {
      other.registerActivitiesImplementations(
          new RegistryActivitiesImpl(remote, CopyMeter.NONE, Prohibitions.NONE));
      RegistryActivities activities = activities(other);
      ImageLocation layout = ImageLocation.parse("oci:" + directory.resolve("registry/app"));
      ApplicationFailure failure =
          cause(() -> activities.resolve(new ResolveRequest(layout, null)));
      assertThat(failure.getType()).isEqualTo("REFUSED");
      assertThat(problem(failure).cause()).isEqualTo("this worker was not started for that path");
    } finally {
      other.close();
    }
  }

  @Test
  void bringsNothingThatIsForbiddenThere() {
    ImageLocation target = at("/copy:1");
    forbidden.put(target + "@" + image.digest(), "forbidden by ann");
    registry.requests().clear();

    ApplicationFailure failure = cause(() -> activities().copy(copy(target)));

    assertThat(failure.getType()).isEqualTo("FORBIDDEN_IMAGE");
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(problem(failure).cause()).isEqualTo("forbidden by ann");
    assertThat(registry.requests().entries()).isEmpty();
    activities().copy(copy(at("/copy:2")));
    activities().copy(copy(ImageLocation.parse("oci:" + directory.resolve("out:1"))));
  }

  @Test
  void writesNoTagOnWhatIsForbiddenWhileItIsCopied() {
    ImageLocation target = at("/copy:1");
    on(
        "PUT",
        "/v2/copy/blobs/uploads/",
        () -> forbidden.put(target + "@" + image.digest(), "forbidden by ann"));

    assertThat(cause(() -> activities().copy(copyOfLayout())).getType())
        .isEqualTo("FORBIDDEN_IMAGE");

    assertThat(fails(new ResolveRequest(target, null)).getType()).isEqualTo("NOT_FOUND");
  }

  @Test
  void copiesNowhereInADryRun() {
    TestActivityEnvironment other = TestActivityEnvironment.newInstance();
    try (ImageStores dry =
        new ImageStores(SETTINGS.dryRun(true), path -> path.startsWith(directory))) {
      other.registerActivitiesImplementations(
          new RegistryActivitiesImpl(dry, CopyMeter.NONE, Prohibitions.NONE));
      RegistryActivities activities = activities(other);
      ImageLocation layout = ImageLocation.parse("oci:" + directory.resolve("new"));
      registry.requests().clear();
      ImageLocation archive =
          ImageLocation.parse("oci-archive:" + directory.resolve("archives/x.tar"));
      ImageLocation docker =
          ImageLocation.parse("docker-archive:" + directory.resolve("archives/y.tar") + ":app:1");
      for (ImageLocation target : List.of(at("/copy:1"), layout, archive, docker)) {
        ApplicationFailure failure = cause(() -> activities.copy(copy(target)));
        assertThat(failure.getType()).isEqualTo("REFUSED");
        assertThat(failure.isNonRetryable()).isTrue();
        assertThat(problem(failure).cause()).isEqualTo("dry run: nothing is written");
      }
      assertThat(registry.requests().entries()).isEmpty();
      assertThat(directory.resolve("new")).doesNotExist();
      assertThat(directory.resolve("archives")).doesNotExist();
    } finally {
      other.close();
    }
  }

  private CopyRequest copyOfLayout() {
    return new CopyRequest(
        ImageLocation.parse("oci:" + directory.resolve("registry/app:1")),
        image.digest(),
        at("/copy:1"),
        List.of(),
        true);
  }

  /** Does something while a request waits for its answer. */
  private void on(String method, String path, Runnable action) {
    registry
        .behaviours()
        .inject(
            FaultRule.always(new Fault.NotFound())
                .on((asked, place) -> {
                  if (asked.equals(method) && place.startsWith(path)) {
                    action.run();
                  }
                  return false;
                }));
  }

  private List<String> manifestsPut() {
    return registry.requests().entries().stream()
        .filter(entry -> entry.method().equals("PUT") && entry.path().contains("/manifests/"))
        .map(RequestLog.Entry::path)
        .toList();
  }

  private static int size(Object beat) {
    return DefaultDataConverter.STANDARD_INSTANCE.toPayload(beat).orElseThrow().getSerializedSize();
  }

  private CopyRequest copy(ImageLocation target) {
    return new CopyRequest(at("/app:1"), image.digest(), target, List.of(), true);
  }

  private void throttle(Duration delay) {
    registry.behaviours().inject(FaultRule.always(Fault.TooManyRequests.retryAfter(delay)));
  }

  private ApplicationFailure fails(ResolveRequest request) {
    return cause(() -> activities().resolve(request));
  }

  private static ApplicationFailure cause(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    ActivityFailure failure = catchThrowableOfType(ActivityFailure.class, call);
    return (ApplicationFailure) Objects.requireNonNull(failure.getCause());
  }

  private static Problem problem(ApplicationFailure failure) {
    return Objects.requireNonNull(failure.getDetails().get(Problem.class));
  }

  private RegistryActivities activities() {
    return activities(temporal);
  }

  private static RegistryActivities activities(TestActivityEnvironment environment) {
    return activities(environment, Duration.ofSeconds(20));
  }

  private static RegistryActivities activities(
      TestActivityEnvironment environment, Duration heartbeatTimeout) {
    return environment.newActivityStub(
        RegistryActivities.class,
        ActivityOptions.newBuilder()
            .setScheduleToCloseTimeout(Duration.ofMinutes(5))
            .setHeartbeatTimeout(heartbeatTimeout)
            .build());
  }

  private ImageLocation at(String path) {
    return ImageLocation.parse(registry.address() + path);
  }

  private static final class RememberingMeter implements CopyMeter {

    private final List<CopyResult> copied = new ArrayList<>();
    private final List<FailureType> failed = new ArrayList<>();

    @Override
    public void copied(CopyResult result) {
      copied.add(result);
    }

    @Override
    public void failed(FailureType type) {
      failed.add(type);
    }
  }
}
