package dev.laytime.activities.registry;

import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.copy.Attempt;
import dev.laytime.activities.registry.copy.SampleImages;
import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.activities.registry.embedded.RequestLog;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.activities.registry.poll.Tally;
import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.MirrorCopyActivities;
import dev.laytime.activity.PollCount;
import dev.laytime.activity.PollPage;
import dev.laytime.activity.PollRequest;
import dev.laytime.activity.TagPollActivities;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.mirror.Copying;
import dev.laytime.mirror.MirrorTarget;
import dev.laytime.mirror.Overwrite;
import dev.laytime.mirror.PollInterval;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.mirror.Selection;
import dev.laytime.mirror.TagMirror;
import dev.laytime.mirror.Times;
import io.temporal.activity.ActivityOptions;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A source and a destination, {@code up/app} and {@code copies/app}, and what polls remember. */
final class MirrorPair implements AutoCloseable {

  static final String NAME = "app";
  static final Instant POLL = Instant.parse("2026-11-01T00:00:00Z");

  final FakeLedger ledger = new FakeLedger();
  final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  final EmbeddedRegistry up;
  final EmbeddedRegistry copies;
  final SampleImages images;
  final OciLayout source;
  final OciLayout there;
  final RememberedTargets targets;
  final RememberedFetches fetched = new RememberedFetches();

  /** What copies did. */
  final List<CopyResult> counted = new CopyOnWriteArrayList<>();

  private final CopyMeter meter =
      new CopyMeter() {
        @Override
        public void copied(CopyResult result) {
          counted.add(result);
        }

        @Override
        public void failed(FailureType type) {}
      };

  private final ImageStores stores;
  private final Courier courier;

  /** When copies are made. */
  volatile Instant now = POLL;

  MirrorPair(Path directory) throws IOException {
    this(directory, Courier.NONE);
  }

  /**
   * @param courier carries images in the place of this process
   */
  MirrorPair(Path directory, Courier courier) throws IOException {
    this.courier = courier;
    up = EmbeddedRegistry.start(directory.resolve("up"), 0);
    copies = EmbeddedRegistry.start(directory.resolve("copies"), 0);
    source = OciLayout.openOrCreate(directory.resolve("up/up/app"));
    images = new SampleImages(source, 7);
    there = OciLayout.openOrCreate(directory.resolve("copies/copies/app"));
    stores = worker();
    targets = new RememberedTargets(mirror(plain -> plain));
    temporal.registerActivitiesImplementations(
        new TagPollActivitiesImpl(stores, targets, ledger),
        new MirrorCopyActivitiesImpl(stores, targets, ledger, courier, meter, () -> now, 4));
  }

  @Override
  public void close() {
    temporal.close();
    stores.close();
    up.close();
    copies.close();
  }

  TagMirror mirror(UnaryOperator<Order> change) {
    Order order = change.apply(new Order());
    return new TagMirror(
        NAME,
        RepositoryPrefix.parse(up.address() + "/up" + (order.repositories.isEmpty() ? "/app" : "")),
        RepositoryPrefix.parse(
            copies.address() + "/copies" + (order.repositories.isEmpty() ? "/app" : "")),
        order.repositories,
        order.tags,
        new Copying(
            order.as,
            order.overwrite,
            order.backup,
            order.times,
            order.platforms,
            true,
            order.coolOff,
            Copying.DAILY,
            Copying.DAILY,
            order.prune,
            ""),
        new PollInterval(Duration.ofMinutes(5)));
  }

  /** What a mirror says, to be changed one by one. */
  static final class Order {
    List<String> repositories = List.of();
    Selection tags = Selection.ALL;
    Overwrite overwrite = Overwrite.ALWAYS;
    @Nullable String backup;
    @Nullable Tag as;
    Times times = Times.ALWAYS;
    List<Platform> platforms = List.of();
    Duration coolOff = Duration.ZERO;
    boolean prune;

    Order with(Overwrite rule) {
      overwrite = rule;
      return this;
    }

    Order of(List<Platform> wanted) {
      platforms = wanted;
      return this;
    }
  }

  Manifest publish(String tag) throws IOException {
    Manifest image = images.image(Platform.parse("linux/amd64"), 100);
    images.tag(image, new Tag(tag));
    return image;
  }

  /** Somebody else puts an image where the mirror writes. */
  Manifest theirs(String tag) throws IOException {
    SampleImages others = new SampleImages(there, 99);
    Manifest image = others.image(Platform.parse("linux/amd64"), 10);
    others.tag(image, new Tag(tag));
    return image;
  }

  void unpublish(String tag) throws IOException {
    source.removeTag(new Tag(tag));
  }

  /** A page in a thread of one's own, that may be interrupted. */
  BringRound round(Instant poll) {
    return round(poll, System::nanoTime);
  }

  /** What another worker asks and writes with, to be closed. */
  ImageStores worker() {
    return new ImageStores(ClientSettings.of(List.of(), Credentials.NONE), _ -> false, fetched);
  }

  /** The same, with a clock of its own. */
  BringRound round(Instant poll, LongSupplier nanoTime) {
    return round(stores, poll, nanoTime);
  }

  /** The same, in another worker. */
  BringRound round(ImageStores worker, Instant poll, LongSupplier nanoTime) {
    return new Bringing(
            worker, targets, new Permission(ledger), courier, CopyMeter.NONE, () -> now, 4)
        .round(
            new PollRequest(NAME, poll, null), new Tally(PollCount.NONE), Attempt.ONLY, nanoTime);
  }

  Reference image(String tag) {
    return Reference.parse("%s/copies/app:%s".formatted(copies.address(), tag));
  }

  MirrorTarget at(String tag) {
    return targets.at(image(tag));
  }

  /** What the destination has under a name. */
  Optional<Digest> copied(String tag) throws IOException {
    return there.find(new Tag(tag)).map(entry -> entry.descriptor().digest());
  }

  PollPage select(Instant poll, @Nullable String from) {
    return temporal
        .newActivityStub(TagPollActivities.class)
        .select(new PollRequest(NAME, poll, from));
  }

  PollCount select(Instant poll) {
    return select(poll, null).count();
  }

  PollCount bring(Instant poll) {
    return temporal
        .newActivityStub(
            MirrorCopyActivities.class,
            ActivityOptions.newBuilder()
                .setScheduleToCloseTimeout(Duration.ofMinutes(5))
                .setHeartbeatTimeout(Duration.ofMinutes(1))
                .build())
        .bring(new PollRequest(NAME, poll, null))
        .count();
  }

  /** Both, as a poll does. */
  PollCount poll(Instant poll) {
    now = poll;
    return select(poll).plus(bring(poll));
  }

  static List<String> asked(EmbeddedRegistry registry) {
    return registry.requests().entries().stream()
        .map(entry -> entry.method() + " " + entry.path())
        .toList();
  }

  /** Manifests that were written by tag. */
  List<String> tagged() {
    return copies.requests().entries().stream()
        .filter(entry -> entry.method().equals("PUT") && entry.path().contains("/manifests/"))
        .filter(entry -> entry.status() == 201)
        .map(RequestLog.Entry::path)
        .filter(path -> !path.contains("sha256:"))
        .map(path -> path.substring(path.lastIndexOf('/') + 1))
        .toList();
  }
}
