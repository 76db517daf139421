package dev.laytime.activities.registry.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against what AWS publishes: the worked example of IAM's guide, and its suite of test vectors. */
class AwsSignatureTest {

  private static final Instant TIME = Instant.parse("2015-08-30T12:36:00Z");
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final AwsKeys KEYS = new AwsKeys("AKIDEXAMPLE", SECRET, "");

  @Test
  void signsTheExampleOfTheGuideAsItDoes() {
    Map<String, String> headers =
        new AwsSignature("us-east-1", "iam")
            .sign(
                "GET",
                URI.create("https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08"),
                Map.of("content-type", "application/x-www-form-urlencoded; charset=utf-8"),
                "",
                KEYS,
                TIME);

    assertThat(headers.get("authorization"))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request,"
                + " SignedHeaders=content-type;host;x-amz-date,"
                + " Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
  }

  @Test
  void signsTheVectorPostVanilla() {
    Map<String, String> headers =
        new AwsSignature("us-east-1", "service")
            .sign("POST", URI.create("https://example.amazonaws.com/"), Map.of(), "", KEYS, TIME);

    assertThat(headers.get("authorization"))
        .endsWith("Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
  }

  @Test
  void signsTheTokenOfTemporaryKeysWithTheRest() {
    Map<String, String> headers =
        new AwsSignature("us-east-1", "service")
            .sign(
                "POST",
                URI.create("https://example.amazonaws.com/"),
                Map.of(),
                "",
                new AwsKeys("AKIDEXAMPLE", SECRET, "a token"),
                TIME);

    assertThat(headers).containsEntry("x-amz-security-token", "a token");
    assertThat(headers.get("authorization"))
        .contains("SignedHeaders=host;x-amz-date;x-amz-security-token,");
  }

  @Test
  void showsNoSecretInItsText() {
    assertThat(new AwsKeys("id", SECRET, "a token").toString()).doesNotContain(SECRET, "a token");
  }
}
