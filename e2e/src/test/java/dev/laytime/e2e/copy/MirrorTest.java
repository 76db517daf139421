package dev.laytime.e2e.copy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.counterpart.Crane;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.LoggedRequest;
import dev.laytime.e2e.counterpart.OlaregRegistry;
import dev.laytime.e2e.counterpart.Regctl;
import dev.laytime.e2e.counterpart.RegistryServer;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import dev.laytime.e2e.image.RandomClosure;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code laytime mirror} between registries of two makes, beside a running worker. */
@ExtendWith(ProvingGround.class)
final class MirrorTest {

  private static final List<String> ARCHITECTURES = List.of("amd64", "arm64", "s390x");
  private static final int LAYERS = 3;
  private static final long BYTES = 300_000;

  private static DistributionRegistry distribution;
  private static OlaregRegistry olareg;
  private static Team team;
  private static Images images;
  private static Crane crane;
  private static Regctl regctl;

  @BeforeAll
  static void start(Workspace workspace) {
    distribution = DistributionRegistry.start(workspace);
    olareg = OlaregRegistry.start(workspace);
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

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void copiesTheOddestImagesByteForByte(long seed) {
    RandomClosure closure = RandomClosure.push(olareg, "odd/from" + seed, seed);
    String to = distribution.image("odd/to" + seed);

    team.cli().run("mirror", olareg.image("odd/from" + seed + ":1"), to + ":1").orThrow();

    assertThat(crane.digest(to + ":1")).isEqualTo(closure.root().value());
    closure
        .manifests()
        .forEach((digest, bytes) -> {
          assertThat(crane.digest(to + "@" + digest)).isEqualTo(digest.value());
          assertThat(regctl.manifest(distribution, to + "@" + digest)).isEqualTo(bytes);
        });
    assertThat(closure.blobs()).allMatch(blob -> regctl.hasBlob(distribution, to, blob.value()));
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
