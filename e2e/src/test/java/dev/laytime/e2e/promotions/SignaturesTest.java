package dev.laytime.e2e.promotions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RemoteRepository;
import dev.laytime.activities.registry.copy.ClosureCopy;
import dev.laytime.activities.registry.copy.CopyTracker;
import dev.laytime.activities.registry.copy.Turns;
import dev.laytime.activities.registry.verify.PromotionAttestation;
import dev.laytime.activities.registry.verify.Verification;
import dev.laytime.activities.registry.verify.VerifierSettings;
import dev.laytime.activity.AttestRequest;
import dev.laytime.activity.VerifyRequest;
import dev.laytime.activity.VerifyResult;
import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.counterpart.Cosign;
import dev.laytime.e2e.counterpart.Cosign.Form;
import dev.laytime.e2e.counterpart.Crane;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.OlaregRegistry;
import dev.laytime.e2e.counterpart.RegistryServer;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the real cosign signs counts here, and what it does not, does not. */
@ExtendWith(ProvingGround.class)
final class SignaturesTest {

  private static final String SPDX = "https://spdx.dev/Document";
  private static final long BYTES = 50_000;

  private static DistributionRegistry source;
  private static OlaregRegistry target;
  private static Images images;
  private static Crane crane;
  private static Cosign team;
  private static Cosign stranger;
  private static RegistryClient client;

  @BeforeAll
  static void start(Workspace given) {
    source = DistributionRegistry.start(given);
    target = OlaregRegistry.start(given);
    images = given.keep(new Images(given.directory("images")));
    crane = new Crane(given);
    team = Cosign.withNewKey(given);
    stranger = Cosign.withNewKey(given);
    client = given.keep(new RegistryClient(ClientSettings.of(List.of(), Credentials.NONE)));
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void countWhereverCosignLeavesThem(Form form) throws IOException {
    String repository = "signed/" + form.name().toLowerCase(Locale.ROOT);
    Digest digest = images.image(source, repository, "1", 1, BYTES);
    assertThat(verify(source, repository, digest, team, null))
        .isEqualTo(new VerifyResult(false, "it has no signature"));

    team.sign(form, at(source, repository, digest));
    VerifyResult result = verify(source, repository, digest, team, null);
    assertThat(result.passed()).as(result.reason()).isTrue();
    VerifyResult strangers = verify(source, repository, digest, stranger, null);
    assertThat(strangers.passed()).as(strangers.reason()).isFalse();
    assertThat(strangers.reason()).contains("not signed with a key of verifier 'team'");
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void countAsAttestationsOfTheirTypeAlone(Form form) throws IOException {
    String repository = "attested/" + form.name().toLowerCase(Locale.ROOT);
    Digest digest = images.image(source, repository, "1", 1, BYTES);
    team.attestSpdx(form, at(source, repository, digest));

    VerifyResult result = verify(source, repository, digest, team, SPDX);
    assertThat(result.passed()).as(result.reason()).isTrue();
    for (VerifyResult refused :
        List.of(
            verify(source, repository, digest, stranger, SPDX),
            verify(source, repository, digest, team, "https://slsa.dev/provenance/v1"),
            verify(source, repository, digest, team, null))) {
      assertThat(refused.passed()).as(refused.reason()).isFalse();
    }
  }

  @Test
  void doNotCountForAnotherDigest() throws IOException {
    Digest signed = images.image(source, "other/app", "1", 1, BYTES);
    Digest other = images.image(source, "other/app", "2", 1, BYTES);
    team.sign(Form.TAG, at(source, "other/app", signed));
    String tag = source.image("other/app:sha256-%s.sig");
    crane.run("copy", tag.formatted(signed.hex()), tag.formatted(other.hex())).orThrow();

    VerifyResult result = verify(source, "other/app", other, team, null);
    assertThat(result.passed()).as(result.reason()).isFalse();
    assertThat(result.reason()).contains("it is about another digest: " + signed);
    assertThat(team.verify(Form.TAG, at(source, "other/app", other)).exitCode()).isNotZero();
  }

  @Test
  void ofAnIndexDoNotCountForItsImages() throws IOException {
    Digest index = images.index(source, "index/app", "1", List.of("amd64", "arm64"), 1, BYTES);
    team.sign(Form.BUNDLE, at(source, "index/app", index));
    assertThat(verify(source, "index/app", index, team, null).passed()).isTrue();
    Digest child =
        new Digest(
            crane
                .run("digest", "--platform", "linux/amd64", source.image("index/app:1"))
                .orThrow());
    assertThat(verify(source, "index/app", child, team, null))
        .isEqualTo(new VerifyResult(false, "it has no signature"));
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void areGoodWhereTheImageIsCopiedTo(Form form) throws Exception {
    String repository = "moved/" + form.name().toLowerCase(Locale.ROOT);
    Digest digest = images.image(source, repository, "1", 1, BYTES);
    team.sign(form, at(source, repository, digest));
    new ClosureCopy(
            client.source(Repository.parse(source.image(repository))),
            client.target(Repository.parse(target.image(repository))),
            new Turns(),
            new CopyTracker())
        .run(new ClosureCopy.Selection(digest, List.of(), true, null, null));

    attest(repository, digest);

    assertThat(crane.digest(at(target, repository, digest))).isEqualTo(digest.value());
    team.verify(form, at(target, repository, digest)).orThrow();
    assertThat(stranger.verify(form, at(target, repository, digest)).exitCode()).isNotZero();
    assertThat(verify(target, repository, digest, team, null).passed()).isTrue();
  }

  /** What a promotion leaves there is no signature, and is in no signature's way. */
  private static void attest(String name, Digest digest) throws IOException {
    Repository repository = Repository.parse(target.image(name));
    Reference tag = Reference.parse(repository + ":1");
    RemoteRepository there = client.target(repository);
    PromotionAttestation.of(
            new AttestRequest(
                repository,
                digest,
                "id",
                "path",
                tag,
                tag,
                "Ann",
                false,
                List.of(),
                List.of(),
                Instant.EPOCH),
            null,
            there.find(digest).orElseThrow())
        .leave(there, () -> {});
  }

  private static String at(RegistryServer registry, String repository, Digest digest) {
    return registry.image(repository + "@" + digest);
  }

  private static VerifyResult verify(
      RegistryServer registry, String name, Digest digest, Cosign who, @Nullable String type)
      throws IOException {
    Repository repository = Repository.parse(registry.image(name));
    VerifierSettings verifier =
        new VerifierSettings("team", new VerifierSettings.Trust.Keys(who.publicKey()));
    return new Verification(List.of(verifier))
        .verify(
            new VerifyRequest(repository, digest, "team", type),
            client.source(repository),
            () -> {});
  }
}
