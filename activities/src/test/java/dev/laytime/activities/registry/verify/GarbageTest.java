package dev.laytime.activities.registry.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.verify.SignedRegistry.Layer;
import dev.laytime.activities.registry.verify.VerifierSettings.Trust;
import dev.laytime.activity.VerifyResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever somebody leaves beside an image is refused with a reason, and breaks nothing. */
class GarbageTest {

  private static final String DEEP = "[".repeat(200_000);

  private static final List<String> DOCUMENTS =
      List.of(
          "",
          "null",
          "[]",
          "{}",
          "\u0000",
          "\ud800",
          DEEP,
          "{\"a\":" + DEEP,
          "{\"dsseEnvelope\": {}}",
          "{\"dsseEnvelope\": {\"payloadType\": 7, \"signatures\": {\"a\": 1}}}",
          "{\"dsseEnvelope\": {\"payloadType\": \"application/vnd.in-toto+json\","
              + " \"payload\": \"e30=\", \"signatures\": [{\"sig\": \"AA==\"}, 3, null]}}",
          "{\"messageSignature\": {\"signature\": \"\"}}",
          "{\"messageSignature\": {\"signature\": \"not base64!\"}}",
          "{\"messageSignature\": []}",
          "{\"critical\": {\"image\": 7}}",
          "{\"a\": 1, \"a\": 2}",
          "{\"a\": 1} {\"b\": 2}");

  private final SigningKey key = SigningKey.p256();
  private final FakeSigstore sigstore = new FakeSigstore();
  @TempDir Path directory;
  private SignedRegistry registry;
  private List<Trust> trusts;

  @BeforeEach
  void start() throws IOException {
    registry = new SignedRegistry(directory.resolve("registry"));
    trusts =
        List.of(
            new Trust.Keys(key.publicTo(directory.resolve("cosign.pub"))),
            new Trust.Identity(
                ".*", true, "https://issuer.test", sigstore.trustedRoot(directory.resolve("r"))));
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void isRefusedInEveryForm() throws IOException {
    List<Layer> layers = new ArrayList<>();
    for (String document : DOCUMENTS) {
      layers.add(Layer.of(SignedRegistry.BUNDLE, document));
      layers.add(Layer.of(SignedRegistry.ENVELOPE, document));
      layers.add(Layer.signed(document, ""));
      layers.add(Layer.signed(document, key.base64(utf8(document))));
      layers.add(
          new Layer(
              SignedRegistry.SIMPLE_SIGNING,
              utf8("{}"),
              Map.of(
                  KeyJudge.SIGNATURE,
                  "AA==",
                  "dev.sigstore.cosign/certificate",
                  document + "x",
                  "dev.sigstore.cosign/bundle",
                  document.length() < 1000 ? document + " " : "x")));
    }
    registry.refer(layers.toArray(Layer[]::new));
    refusesAll();
  }

  /** A change that matters to no signature may pass; none may break anything. */
  @Test
  void isReadToItsEndWhereverAGoodDocumentIsDamaged() throws IOException {
    Random random = new Random(9);
    byte[] signed = key.bundle(Documented.signature(registry.digest()));
    byte[] logged =
        sigstore.bundle(Documented.signature(registry.digest()), FakeSigstore.Making.GOOD);
    List<Judge> judges = new ArrayList<>();
    for (Trust trust : trusts) {
      judges.add(Verification.judge(new VerifierSettings("release", trust)));
    }
    for (int i = 0; i < 300; i++) {
      Evidence evidence = new Evidence.Bundled("x", damaged(i % 2 == 0 ? signed : logged, random));
      for (Judge judge : judges) {
        VerifyResult result = registry.weigh(evidence, judge);
        assertThat(result.reason()).doesNotContain("\n").hasSizeLessThan(1600);
      }
    }
  }

  private static byte[] damaged(byte[] document, Random random) {
    byte[] damaged = document.clone();
    int from = random.nextInt(damaged.length);
    for (int i = 0; i < random.nextInt(1, 5); i++) {
      damaged[Math.min(damaged.length - 1, from + i)] = (byte) random.nextInt(256);
    }
    return damaged;
  }

  private void refusesAll() throws IOException {
    for (Trust trust : trusts) {
      for (VerifyResult result : List.of(registry.signature(trust), registry.attestation(trust))) {
        assertThat(result.passed()).as(result.reason()).isFalse();
        assertThat(result.reason()).doesNotContain("\n").hasSizeLessThan(1600);
      }
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
