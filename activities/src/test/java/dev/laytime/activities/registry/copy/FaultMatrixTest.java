package dev.laytime.activities.registry.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.client.Credential;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.ManifestContent;
import dev.laytime.activities.registry.client.MediaTypes;
import dev.laytime.activities.registry.client.PatientClient;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.RemoteRepository;
import dev.laytime.activities.registry.copy.FaultyRegistry.Behind;
import dev.laytime.activities.registry.copy.FaultyRegistry.Fault;
import dev.laytime.activities.registry.copy.RawServer.Request;
import dev.laytime.activities.registry.embedded.Behaviour;
import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.activities.registry.layout.LayoutEntry;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Whatever goes wrong at either side, once or for ever: either the image arrives whole, or the copy
 * says why not and the tag is as it was; and the next attempt, with nothing in its way, succeeds.
 */
class FaultMatrixTest {

  private static final Tag TAG = new Tag("1");
  private static final String COPIED = "copied";
  private static final Duration USUAL = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(250);
  private static final Credentials ANNA =
      _ -> Optional.of(new Credential.UsernamePassword("anna", "secret"));
  private static final Pattern DIGEST = Pattern.compile("sha256:[a-f0-9]{64}");

  private static final String SOURCE = "source";
  private static final String TARGET = "target";

  /** Where they are repositories of one registry. */
  private static final String INSIDE = "inside";

  private static final String BLOB = "GET /blobs/";
  private static final String MANIFEST = "GET /manifests/sha256:";
  private static final String LIST = "GET /referrers/";
  private static final String LOOK = "HEAD /blobs/";
  private static final String PROBE = "POST /uploads/?mount=";
  private static final String BEGIN = "POST /uploads/ ";
  private static final String PUT = "PUT /uploads/";
  private static final String CHILD = "PUT /manifests/sha256:";
  private static final String NAME = "PUT /manifests/1 ";

  private static final String BROKEN = "UNAVAILABLE: the connection broke off";
  private static final String OTHER = "CONTENT_MISMATCH: its content has digest D";
  private static final String INWARD =
      "FORBIDDEN_ADDRESS: it would lead to an inner address: 0.0.0.0 is at 0.0.0.0";
  private static final String MISSING =
      "UNAVAILABLE: it answered 400 MANIFEST_BLOB_UNKNOWN: manifest references a manifest or blob"
          + " unknown to registry";
  private static final String YET = ", and the tag is there";

  private static final String ELSE = "sha256:" + "ab".repeat(32);

  static final List<Row> ROWS = new ArrayList<>();

  /**
   * A fault, where it strikes, and what it leads to.
   *
   * @param once where it strikes one request
   * @param ever where it strikes all of them
   */
  record Row(
      String side,
      String name,
      String method,
      String part,
      Fault fault,
      String once,
      String ever,
      Duration patience) {

    @Override
    public String toString() {
      return "%s: %s, %s %s".formatted(side, name, method, part);
    }
  }

  @TempDir static Path directory;
  private static EmbeddedRegistry upstream;
  private static EmbeddedRegistry mirror;
  private static Sample sample;
  private static int copies;

  private FaultyRegistry source;
  private FaultyRegistry target;

  @BeforeAll
  static void makeImages() throws IOException {
    upstream = EmbeddedRegistry.start(directory.resolve("upstream"), 0);
    mirror = EmbeddedRegistry.start(directory.resolve("mirror"), 0);
    for (EmbeddedRegistry registry : List.of(upstream, mirror)) {
      registry
          .behaviours()
          .turnOn(new Behaviour.TokenAuthentication("anna", "secret", USUAL, false));
    }
    make("mirror");
    sample = make("upstream");
    bothSides();
    atTheSource();
    atTheTarget();
    insideOneRegistry();
  }

  /**
   * What is copied.
   *
   * @param image an index of one image, signed
   * @param old what the tag names before, in some cases
   * @param parts of the image, its referrer with its parts among them
   */
  private record Sample(
      SampleImages images,
      Manifest image,
      Manifest old,
      Digest child,
      Digest referrer,
      List<Descriptor> parts) {}

  private static Sample make(String registry) throws IOException {
    SampleImages images =
        new SampleImages(OciLayout.openOrCreate(directory.resolve(registry).resolve("app")), 1);
    Platform amd64 = Platform.parse("linux/amd64");
    Manifest child = images.image(amd64, 270_000, 1000);
    Manifest image = images.index(List.of(child), List.of(amd64));
    Manifest signature = images.referrer(image);
    images.tag(image, TAG);
    List<Descriptor> parts = new ArrayList<>();
    for (Manifest one : List.of(image, child, signature)) {
      parts.add(one.descriptor());
      parts.addAll(ManifestContent.of(one).blobs());
    }
    return new Sample(
        images, image, images.image(amd64, 10), child.digest(), signature.digest(), parts);
  }

  @AfterAll
  static void stopRegistries() {
    upstream.close();
    mirror.close();
  }

  @BeforeEach
  void startFronts() throws IOException {
    source = new FaultyRegistry(upstream.address());
    target = new FaultyRegistry(mirror.address());
  }

  @AfterEach
  void stopFronts() throws IOException {
    source.close();
    target.close();
  }

  @ParameterizedTest
  @FieldSource("ROWS")
  void leavesNoTagOrTheRightOneWhereItStrikesOnce(Row row) throws Exception {
    assertLeft(row, 1, row.once(), "copies/" + ++copies, Optional.empty());
  }

  @ParameterizedTest
  @FieldSource("ROWS")
  void leavesTheOldTagOrTheRightOneWhereItStrikesForEver(Row row) throws Exception {
    String copy = "copies/" + ++copies;
    giveOldTag(copy);
    assertLeft(row, Integer.MAX_VALUE, row.ever(), copy, Optional.of(sample.old().digest()));
    if (!row.ever().equals(COPIED)) {
      assertThat(attempt(row, 0, copy)).as("the next attempt").isEqualTo(COPIED);
    }
  }

  private FaultyRegistry front(Row row) {
    return row.side().equals(SOURCE) ? source : target;
  }

  private void assertLeft(Row row, int times, String expected, String copy, Optional<Digest> before)
      throws Exception {
    boolean yet = expected.endsWith(YET);
    assertThat(attempt(row, times, copy) + (yet ? YET : "")).isEqualTo(expected);
    assertThat(tagged(copy))
        .isEqualTo(yet || expected.equals(COPIED) ? Optional.of(sample.image().digest()) : before);
  }

  /** Tells what came of it. */
  private String attempt(Row row, int times, String copy) throws Exception {
    Instant begun = Instant.now();
    FaultyRegistry from = row.side().equals(INSIDE) ? target : source;
    try (PatientClient client = new PatientClient(times == 0 ? USUAL : row.patience(), ANNA)) {
      RemoteRepository there = client.source(Repository.parse(from.address() + "/app"));
      RemoteRepository here = client.target(Repository.parse(target.address() + "/" + copy));
      front(row).heal();
      logIn(there, here);
      front(row).arm(row.method(), row.part(), row.fault(), times);
      new ClosureCopy(there, here, new Turns(), new CopyTracker())
          .run(new ClosureCopy.Selection(sample.image().digest(), List.of(), true, TAG, null));
      assertWhole(copy);
      return COPIED;
    } catch (RegistryException e) {
      assertThat(e.what()).isNotEmpty();
      assertThat(e.hint()).isNotEmpty();
      return e.type() + ": " + plain(e.said()) + until(e.until(), begun);
    }
  }

  /** What strikes shall strike the copy, and not the question who we are. */
  private static void logIn(RemoteRepository... repositories) throws IOException {
    for (RemoteRepository repository : repositories) {
      var _ = repository.find(TAG);
    }
  }

  private String plain(String said) {
    return DIGEST
        .matcher(said)
        .replaceAll("D")
        .replace(source.address(), "it")
        .replace(target.address(), "it")
        .replaceAll("(the connection broke off|it sent more).*", "$1");
  }

  /** Until when, where that was told; seven seconds from then on is what some rows ask for. */
  private static String until(@Nullable Instant until, Instant begun) {
    if (until == null) {
      return "";
    }
    boolean seven =
        !until.isBefore(begun.plusSeconds(7)) && !until.isAfter(Instant.now().plusSeconds(7));
    return seven ? " for 7 s" : " until " + until;
  }

  private static void giveOldTag(String copy) throws IOException {
    OciLayout layout = OciLayout.openOrCreate(directory.resolve("mirror").resolve(copy));
    SampleImages there = new SampleImages(layout, 9);
    for (Descriptor blob : ManifestContent.of(sample.old()).blobs()) {
      there.blob(blob.mediaType(), Files.readAllBytes(file("upstream/app", blob.digest())));
    }
    there.tag(sample.old(), TAG);
  }

  private static Optional<Digest> tagged(String copy) throws IOException {
    Path layout = directory.resolve("mirror").resolve(copy);
    return Files.exists(layout.resolve("oci-layout"))
        ? OciLayout.open(layout).find(TAG).map(entry -> entry.descriptor().digest())
        : Optional.empty();
  }

  /** All of the image is there to the byte, and its tag names it. */
  private static void assertWhole(String copy) throws IOException {
    for (Descriptor part : sample.parts()) {
      Path arrived = file("mirror/" + copy, part.digest());
      assertThat(arrived).exists();
      assertThat(Files.mismatch(arrived, file("upstream/app", part.digest()))).isEqualTo(-1);
    }
    OciLayout layout = OciLayout.open(directory.resolve("mirror").resolve(copy));
    assertThat(layout.find(TAG)).map(LayoutEntry::descriptor).contains(sample.image().descriptor());
    assertThat(layout.referrers(sample.image().digest())).hasSize(1);
  }

  private static Path file(String layout, Digest digest) {
    return directory.resolve(layout).resolve("blobs").resolve("sha256").resolve(digest.hex());
  }

  private static void bothSides() {
    both("500", BLOB, PUT, Faults.answers("500 No"), "UNAVAILABLE: it answered 500");
    both("502", MANIFEST, BEGIN, Faults.answers("502 No"), "UNAVAILABLE: it answered 502");
    both("503", LIST, "HEAD /manifests/", Faults.answers("503 No"), "UNAVAILABLE: it answered 503");
    both("504", MANIFEST, LOOK, Faults.answers("504 No"), "UNAVAILABLE: it answered 504");
    both("507", BLOB, PUT, Faults.answers("507 Full"), "UNAVAILABLE: it answered 507");
    both("408", BLOB, PUT, Faults.answers("408 Slow"), "UNAVAILABLE: it answered 408");
    both(
        "503 for 7 seconds",
        MANIFEST,
        NAME,
        Faults.answers("503 No\r\nRetry-After: 7"),
        "UNAVAILABLE: it answered 503 for 7 s");
    both(
        "429 for 7 seconds",
        MANIFEST,
        CHILD,
        Faults.answers("429 No\r\nRetry-After: 7"),
        "THROTTLED: it answered 429 for 7 s");
    both(
        "429 until a date",
        MANIFEST,
        NAME,
        Faults.answers("429 No\r\nRetry-After: Wed, 02 Jan 2030 03:04:05 GMT"),
        "THROTTLED: it answered 429 until 2030-01-02T03:04:05Z");
    both("429", MANIFEST, CHILD, Faults.answers("429 No"), "THROTTLED: it answered 429");
    both("400", BLOB, BEGIN, Faults.answers("400 No"), "REFUSED: it answered 400");
    both("403", BLOB, NAME, Faults.answers("403 No"), "DENIED: it answered 403");
    both("404", BLOB, PUT, Faults.answers("404 No"), "NOT_FOUND: it answered 404");
    both("413", BLOB, PUT, Faults.answers("413 Too much"), "REFUSED: it answered 413");
    both(
        "a page for people",
        BLOB,
        NAME,
        Faults.answers("418 No", "<p>"),
        "REFUSED: it answered 418");
    both("an expired token", BLOB, PUT, Faults::expired, COPIED, "UNAUTHORIZED: it answered 401");
    both(
        "an expired token for a manifest",
        MANIFEST,
        NAME,
        Faults::expired,
        COPIED,
        "UNAUTHORIZED: it answered 401");
    both("a reset", BLOB, PUT, Faults::reset, BROKEN);
    both("the end of a connection", MANIFEST, CHILD, (_, _) -> {}, BROKEN);
    both("an answer that ends in its status", MANIFEST, NAME, Faults.says("HTTP/1.1 2"), BROKEN);
    both("nonsense", MANIFEST, CHILD, Faults.says("%&$\r\n\r\n"), BROKEN);
    both(
        "a head that is too long",
        MANIFEST,
        NAME,
        Faults::longHead,
        "REFUSED: the head of its answer is too long");
    both("an error without end", BLOB, NAME, Faults::endless, "UNAVAILABLE: it answered 500");
    both("an answer bit by bit", MANIFEST, NAME, Faults::trickle, COPIED);
    both(
        "a redirect to nowhere",
        BLOB,
        LOOK,
        Faults.answers("307 Go"),
        "REFUSED: it redirects to nowhere");
    both(
        "a redirect to itself",
        BLOB,
        "HEAD /manifests/",
        Faults::toItself,
        COPIED,
        "REFUSED: it redirects more than 5 times");
    both(
        "a redirect inward",
        BLOB,
        LOOK,
        Faults.answers("307 Go\r\nLocation: http://0.0.0.0/x"),
        INWARD);
    bothSilent("silence", BLOB, PUT, Faults::silence);
    bothSilent("silence about a manifest", MANIFEST, NAME, Faults::silence);
  }

  private static void atTheSource() {
    source("a blob that ends early", BLOB, Faults.cut(300), BROKEN);
    source("a manifest that ends early", MANIFEST, Faults.cut(50), BROKEN);
    source("a list that ends early", LIST, Faults.cut(20), BROKEN);
    source("a blob of other bytes", BLOB, Faults.body(Faults::other), OTHER);
    source("a manifest of other bytes", MANIFEST, Faults.body(Faults::other), OTHER);
    source("a shorter blob", BLOB, Faults.body(all -> all.substring(1)), BROKEN);
    source("a longer blob", BLOB, Faults.body(all -> all + "x"), "CONTENT_MISMATCH: it sent more");
    source("a shorter manifest", MANIFEST, Faults.body(all -> all.substring(1)), OTHER);
    source("an empty blob", BLOB, Faults.body(_ -> ""), BROKEN);
    source("a page for people", MANIFEST, Faults.body(_ -> "<html>"), OTHER);
    source("a compressed manifest", MANIFEST, Faults::compressed, OTHER);
    source("a part of a blob", BLOB, Faults::part, BROKEN);
    source("a reset in a blob", BLOB, Faults::resetInBody, BROKEN);
    source("another digest", MANIFEST, Faults.header("Docker-Content-Digest", ELSE), COPIED);
    source("no media type", MANIFEST, Faults.header("Content-Type", "text/plain"), COPIED);
    source(
        "another media type",
        MANIFEST,
        Faults.header("Content-Type", MediaTypes.DOCKER_MANIFEST),
        "UNSUPPORTED: it is malformed: it has no config");
    source("a tag that moves", BLOB, FaultMatrixTest::movedAtSource, COPIED);
    source(
        "a referrer that is listed and found and not there",
        "GET /manifests/" + sample.referrer(),
        Faults.answers("404 No"),
        "NOT_FOUND: it answered 404");
    String outcome = "UNAVAILABLE: no byte came for too long";
    add(SOURCE, "silence in a blob", BLOB, Faults::silenceInBody, outcome, outcome, SHORT);
  }

  private static void atTheTarget() {
    target(
        "an upload that is lost",
        PUT,
        Faults.error("404 No", "BLOB_UPLOAD_UNKNOWN"),
        "UNAVAILABLE: it answered 404 BLOB_UPLOAD_UNKNOWN: no");
    target("an upload out of step", PUT, Faults.answers("416 No"), "UNAVAILABLE: it answered 416");
    target(
        "a blob whose digest is refused",
        PUT,
        Faults.error("400 No", "DIGEST_INVALID"),
        "REFUSED: it answered 400 DIGEST_INVALID: no");
    target("a reset in an upload", PUT, Faults::resetUnread, BROKEN);
    target(
        "an upload to nowhere",
        BEGIN,
        Faults.answers("202 Go"),
        "REFUSED: the answer says not where to upload to");
    target(
        "an upload to no address",
        BEGIN,
        Faults.answers("202 Go\r\nLocation: http://["),
        "REFUSED: its Location is malformed");
    target(
        "an upload inward", BEGIN, Faults.answers("202 Go\r\nLocation: http://0.0.0.0/x"), INWARD);
    target("a blob that is said to be there", PROBE, Faults.answers("201 Yes"), MISSING);
    target("a blob that is found and not there", LOOK, Faults.answers("200 Yes"), MISSING);
    add(
        TARGET,
        "a manifest that is found and not there",
        "HEAD /manifests/" + sample.child(),
        Faults.found(sample.child().value(), MediaTypes.OCI_MANIFEST),
        COPIED, // nobody looks for it where nothing is tagged
        MISSING,
        USUAL);
    target(
        "a tag that is found elsewhere",
        "HEAD /manifests/1 ",
        Faults.found(ELSE, MediaTypes.OCI_MANIFEST),
        COPIED);
    target(
        "a manifest that is stored as another",
        CHILD,
        Faults.header("Docker-Content-Digest", ELSE),
        "CONTENT_MISMATCH: it stored it as D");
    target(
        "a manifest that is refused",
        NAME,
        Faults.error("400 No", "MANIFEST_INVALID"),
        "REFUSED: it answered 400 MANIFEST_INVALID: no");
    target(
        "a manifest whose blob is missing",
        NAME,
        Faults.error("400 No", "MANIFEST_BLOB_UNKNOWN"),
        "UNAVAILABLE: it answered 400 MANIFEST_BLOB_UNKNOWN: no");
    target(
        "no such repository",
        NAME,
        Faults.error("404 No", "NAME_UNKNOWN"),
        "NOT_FOUND: it answered 404 NAME_UNKNOWN: no");
    target(
        "a tag that must not move",
        NAME,
        Faults.error("400 No", "DENIED"),
        "REFUSED: it answered 400 DENIED: no");
    target("a lost answer to a blob", PUT, Faults::lost, BROKEN);
    target("a lost answer to a manifest", CHILD, Faults::lost, BROKEN);
    target("a lost answer to the tag", NAME, Faults::lost, BROKEN + YET);
    target("a list that ends early", LIST, Faults.cut(20), BROKEN);
    target("a tag that others move", CHILD, FaultMatrixTest::movedAtTarget, COPIED);
  }

  private static void insideOneRegistry() {
    inside("a mount that becomes an upload", Faults::unmounted, COPIED);
    inside("a mount that is denied", Faults.answers("403 No"), COPIED);
    inside("a mount that is not known", Faults.answers("405 No"), COPIED);
    inside("trouble with a mount", Faults.answers("500 No"), COPIED);
    inside("a mount that did not happen", Faults.answers("201 Yes"), MISSING);
    inside("a lost answer to a mount", Faults::lost, BROKEN);
  }

  private static void both(String name, String from, String to, Fault fault, String outcome) {
    both(name, from, to, fault, outcome, outcome);
  }

  private static void both(
      String name, String from, String to, Fault fault, String once, String ever) {
    add(SOURCE, name, from, fault, once, ever, USUAL);
    add(TARGET, name, to, fault, once, ever, USUAL);
  }

  private static void bothSilent(String name, String from, String to, Fault fault) {
    String outcome = "UNAVAILABLE: no byte came for too long";
    add(SOURCE, name, from, fault, outcome, outcome, SHORT);
    add(TARGET, name, to, fault, outcome, outcome, SHORT);
  }

  private static void source(String name, String where, Fault fault, String outcome) {
    add(SOURCE, name, where, fault, outcome, outcome, USUAL);
  }

  private static void target(String name, String where, Fault fault, String outcome) {
    add(TARGET, name, where, fault, outcome, outcome, USUAL);
  }

  private static void inside(String name, Fault fault, String outcome) {
    add(INSIDE, name, "POST from=app", fault, outcome, outcome, USUAL);
  }

  private static void add(
      String side,
      String name,
      String where,
      Fault fault,
      String once,
      String ever,
      Duration patience) {
    String[] words = where.split(" ", 2);
    ROWS.add(new Row(side, name, words[0], words[1], fault, once, ever, patience));
  }

  private static void movedAtSource(Request request, Behind behind) throws IOException {
    sample.images().tag(sample.old(), TAG);
    request.say(behind.ask(request));
  }

  private static void movedAtTarget(Request request, Behind behind) throws IOException {
    String target = request.target();
    giveOldTag(target.substring("/v2/".length(), target.indexOf("/manifests/")));
    request.say(behind.ask(request));
  }
}
