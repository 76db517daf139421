package dev.laytime.e2e.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.counterpart.Crane;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.LoggedRequest;
import dev.laytime.e2e.counterpart.OlaregRegistry;
import dev.laytime.e2e.counterpart.Regctl;
import dev.laytime.e2e.counterpart.RegistryServer;
import dev.laytime.e2e.harness.Execution;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import dev.laytime.e2e.image.RandomClosure;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code laytime mirror} between registries of two makes, beside a running worker; with {@code
 * -Dodd.images=40} there are so many of the odd images.
 */
@ExtendWith(ProvingGround.class)
final class MirrorTest {

  private static final List<String> ARCHITECTURES = List.of("amd64", "arm64", "s390x");
  private static final int LAYERS = 3;
  private static final long BYTES = 300_000;

  private static final long ODD_IMAGES = Long.getLong("odd.images", 3);

  /** One makes a plain image. */
  private static final long FIRST_SEED = 2;

  private static DistributionRegistry distribution;
  private static OlaregRegistry olareg;
  private static OlaregRegistry elsewhere;
  private static Team team;
  private static Images images;
  private static Crane crane;
  private static Regctl regctl;

  @BeforeAll
  static void start(Workspace workspace) {
    distribution = DistributionRegistry.start(workspace);
    olareg = OlaregRegistry.start(workspace);
    elsewhere = OlaregRegistry.start(workspace);
    team = Team.start(workspace);
    images = workspace.keep(new Images(workspace.directory("images")));
    crane = new Crane(workspace);
    regctl = Regctl.in(workspace);
  }

  @Test
  void copiesAMultiPlatformImageFromDistributionToOlareg() {
    String source = multiPlatformImage(distribution, "there/app");
    assertIsMirrored(distribution, source, olareg, olareg.image("there/app:1"));
  }

  @Test
  void copiesAMultiPlatformImageFromOlaregToDistribution() {
    String source = multiPlatformImage(olareg, "back/app");
    assertIsMirrored(olareg, source, distribution, distribution.image("back/app:1"));
  }

  @Test
  void movesNothingTheSecondTime() {
    String source = multiPlatformImage(olareg, "twice/app");
    String target = distribution.image("twice/app:1");
    team.cli().run("mirror", source, target).orThrow();
    int before = distribution.requests().size();

    JsonNode report = Team.report(team.cli().run("mirror", "-o", "json", source, target));

    assertThat(report.required("alreadyThere").asBoolean()).isTrue();
    assertThat(report.required("bytesCopied").asLong()).isZero();
    List<LoggedRequest> requests = distribution.requests();
    assertThat(requests.subList(before, requests.size()))
        .isNotEmpty()
        .extracting(LoggedRequest::method)
        .isSubsetOf("GET", "HEAD");
  }

  @Test
  void copiesOnlyThePlatformThatIsAskedFor() {
    String source = multiPlatformImage(distribution, "one/app");
    String target = olareg.image("one/app:1");
    team.cli().run("mirror", "--platform", "linux/arm64", source, target).orThrow();
    assertThat(crane.digest(target))
        .isEqualTo(crane.run("digest", "--platform=linux/arm64", source).orThrow())
        .isNotEqualTo(crane.digest(source));
  }

  @Test
  void leavesReferrersBehindWhereTheyAreNotWanted() {
    String source = multiPlatformImage(distribution, "plain/app");
    String target = olareg.image("plain/app:1");
    team.cli().run("mirror", "--no-referrers", source, target).orThrow();
    assertThat(crane.digest(target)).isEqualTo(crane.digest(source));
    assertThat(regctl.referrers(olareg, target)).isEmpty();
  }

  static Stream<Arguments> oddImages() {
    return LongStream.range(FIRST_SEED, FIRST_SEED + ODD_IMAGES)
        .boxed()
        .flatMap(seed ->
            Stream.of(
                argumentSet("olareg to distribution, seed " + seed, olareg, distribution, seed),
                argumentSet("distribution to olareg, seed " + seed, distribution, olareg, seed)));
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("oddImages")
  void copiesTheOddestImagesByteForByte(RegistryServer from, RegistryServer to, long seed) {
    RandomClosure closure = RandomClosure.push(from, "odd/from" + seed, seed);

    mirror(from.image("odd/from" + seed + ":1"), to.image("odd/to" + seed + ":1"));

    assertHolds(to, "odd/to" + seed, closure);
  }

  /** Olareg has such manifests. */
  @ParameterizedTest
  @ValueSource(longs = {2, 4})
  void copiesManifestsThatSha512NamesByteForByte(long seed) {
    RandomClosure closure = RandomClosure.pushNamedBySha512(olareg, "long/from" + seed, seed);
    assertThat(closure.manifestsNamedBySha512()).isNotEmpty();

    mirror(olareg.image("long/from" + seed + ":1"), elsewhere.image("long/to" + seed + ":1"));

    assertHolds(elsewhere, "long/to" + seed, closure);
  }

  @Test
  void refusesWhereThereIsNoPlaceForAManifestThatSha512Names() {
    RandomClosure closure = RandomClosure.pushNamedBySha512(olareg, "long/app", 2);
    String some = "@" + closure.manifestsNamedBySha512().getFirst();

    mirror(olareg.image("long/app" + some), elsewhere.image("long/app" + some));
    assertThat(crane.digest(elsewhere.image("long/app" + some))).isEqualTo(some.substring(1));
    assertIsRefused(
        olareg.image("long/app" + some), elsewhere.image("long/app:1"), "refer to it by digest");
    assertIsRefused(
        olareg.image("long/app:1"), distribution.image("long/app:1"), "by sha256 alone");
  }

  private static void mirror(String source, String target) {
    team.cli().run("mirror", source, target).orThrow();
  }

  private static void assertIsRefused(String source, String target, String told) {
    Execution refused = team.cli().run("mirror", source, target);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errors()).contains(told);
    assertThat(crane.knows(target)).isFalse();
  }

  private static void assertHolds(
      RegistryServer registry, String repository, RandomClosure closure) {
    String held = registry.image(repository);
    assertThat(crane.digest(held + ":1")).isEqualTo(closure.root().value());
    closure
        .manifests()
        .forEach((digest, document) -> {
          assertThat(crane.digest(held + "@" + digest)).isEqualTo(digest.value());
          assertThat(regctl.served(registry, held + "@" + digest))
              .isEqualTo(document.mediaType() + "\n" + document.text());
        });
    closure
        .blobs()
        .forEach((digest, bytes) -> assertThat(crane.blob(held + "@" + digest)).isEqualTo(bytes));
  }

  private static String multiPlatformImage(RegistryServer registry, String repository) {
    images.index(registry, repository, "1", ARCHITECTURES, LAYERS, BYTES);
    String image = registry.image(repository + ":1");
    regctl.attach(registry, image, "application/vnd.e2e.sbom", "what is in " + repository);
    regctl.attach(registry, image, "application/vnd.e2e.signature", "signed " + repository);
    return image;
  }

  private static void assertIsMirrored(
      RegistryServer from, String source, RegistryServer to, String target) {
    JsonNode report = Team.report(team.cli().run("mirror", "-o", "json", source, target));

    assertThat(crane.digest(target)).isEqualTo(crane.digest(source));
    assertThat(report.required("digest").asText()).isEqualTo(crane.digest(source));
    assertThat(report.required("referrersCopied").asInt()).isEqualTo(2);
    assertThat(report.required("bytesCopied").asLong())
        .isGreaterThan(BYTES * LAYERS * ARCHITECTURES.size());
    assertThat(crane.validate(target).orThrow()).startsWith("PASS");
    assertThat(regctl.referrers(to, target)).hasSize(2).isEqualTo(regctl.referrers(from, source));
  }
}
