package dev.laytime.activities.registry.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.laytime.activities.registry.client.Credential;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.cloud.CloudServer.Answer;
import dev.laytime.activities.registry.cloud.CloudServer.Seen;
import dev.laytime.activity.FailureType;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EcrLoginTest {

  private static final String HOST = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
  private static final String ROLE = "arn:aws:iam::123456789012:role/mirror";
  private static final String TOKENS = "/ecr/";

  private final SteppingClock clock = new SteppingClock();
  private final Map<String, String> variables = new HashMap<>();
  private CloudServer aws;

  @BeforeEach
  void start() throws IOException {
    aws = new CloudServer();
    variables.put("AWS_ENDPOINT_URL_ECR", aws.uri("/ecr").toString());
    variables.put("AWS_ENDPOINT_URL_ECR_PUBLIC", aws.uri("/public").toString());
    variables.put("AWS_ENDPOINT_URL_STS", aws.uri("/sts").toString());
    variables.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:1");
    giveTokens(Duration.ofHours(12));
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void signsForTheRegionOfTheHostWithKeysOfTheEnvironment() throws IOException {
    useKeys();

    assertThat(login(HOST).of(at(HOST))).contains(password("p1"));
    Seen asked = aws.seen.getLast();
    assertThat(asked.header("x-amz-target"))
        .isEqualTo("AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken");
    assertThat(asked.header("authorization")).contains("/20260301/eu-west-1/ecr/aws4_request,");
    assertThat(asked.header("authorization")).isEqualTo(signedAsReceived(asked));
  }

  @Test
  void assumesItsRoleWithTheTokenOfItsServiceAccount(@TempDir Path directory) throws IOException {
    useWebIdentity(directory);
    aws.answer("/sts/", 200, assumed("ASIA1", "a session"));

    assertThat(login(HOST).of(at(HOST))).contains(password("p1"));
    Seen sts = aws.seen.getFirst();
    assertThat(sts.field("Action")).isEqualTo("AssumeRoleWithWebIdentity");
    assertThat(sts.header("accept")).as("it answers in no other form").isEqualTo("text/xml");
    assertThat(sts.field("RoleArn")).isEqualTo(ROLE);
    assertThat(sts.field("WebIdentityToken")).isEqualTo("of the service account");
    assertThat(sts.header("authorization")).isEmpty();
    assertThat(aws.seen.getLast().header("x-amz-security-token")).isEqualTo("a session");
    assertThat(aws.seen.getLast().header("authorization")).contains("Credential=ASIA1/");
  }

  @Test
  void asksTheContainersAddressWithItsToken(@TempDir Path directory) throws IOException {
    Path token = Files.writeString(directory.resolve("token"), "pod\n");
    variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", aws.uri("/v1/credentials").toString());
    variables.put("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", token.toString());
    aws.answer("/v1/credentials", 200, keys("ASIA2"));

    assertThat(login(HOST).of(at(HOST))).contains(password("p1"));
    assertThat(aws.seen.getFirst().header("authorization")).isEqualTo("pod");
    assertThat(aws.seen.getLast().header("authorization")).contains("Credential=ASIA2/");
  }

  @Test
  void asksNoContainersAddressElsewhereWithoutTls() {
    variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://elsewhere.test/credentials");

    RegistryException refused = refused(login(HOST));
    assertThat(refused.type()).isEqualTo(FailureType.UNAUTHORIZED);
    assertThat(aws.seen).isEmpty();
  }

  @Test
  void asksTheMachineByTheSecondVersionOfItsMetadata() throws IOException {
    variables.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", aws.uri("").toString());
    aws.answer("/latest/api/token", 200, "session of metadata");
    aws.answer("/latest/meta-data/iam/security-credentials/", 200, "node\n");
    aws.answer("/latest/meta-data/iam/security-credentials/node", 200, keys("ASIA3"));

    assertThat(login(HOST).of(at(HOST))).contains(password("p1"));
    assertThat(aws.seen)
        .extracting(Seen::method, seen -> seen.header("x-aws-ec2-metadata-token"))
        .startsWith(
            tuple("PUT", ""),
            tuple("GET", "session of metadata"),
            tuple("GET", "session of metadata"));
    assertThat(aws.seen.getLast().header("authorization")).contains("Credential=ASIA3/");
  }

  @Test
  void asksThePublicRegistrysServiceInItsOneRegion() throws IOException {
    useKeys();
    aws.answer(
        "/public/",
        200,
        "{\"authorizationData\":{\"authorizationToken\":\"%s\",\"expiresAt\":%d}}"
            .formatted(pair("public"), clock.instant().getEpochSecond() + 3600));

    assertThat(login("public.ecr.aws").of(at("public.ecr.aws"))).contains(password("public"));
    Seen asked = aws.seen.getLast();
    assertThat(asked.header("x-amz-target"))
        .isEqualTo("SpencerFrontendService.GetAuthorizationToken");
    assertThat(asked.header("authorization")).contains("/us-east-1/ecr-public/aws4_request,");
  }

  @Test
  void keepsATokenUntilFiveMinutesBeforeItsEnd() throws IOException {
    useKeys();
    Credentials login = login(HOST);
    assertThat(login.of(at(HOST))).contains(password("p1"));
    Object first = login.edition();

    clock.step(Duration.ofHours(12).minusMinutes(5).minusSeconds(1));
    assertThat(login.edition()).isEqualTo(first);
    assertThat(login.of(at(HOST))).contains(password("p1"));
    clock.step(Duration.ofSeconds(1));
    assertThat(login.edition()).isNotEqualTo(first);
    assertThat(login.of(at(HOST))).contains(password("p2"));
    assertThat(login.edition()).isNotEqualTo(first);
  }

  @Test
  void givesAnOldTokenForAsLongAsItLastsWhereNoneCanBeHad() throws IOException {
    useKeys();
    Credentials login = login(HOST);
    var _ = login.of(at(HOST));
    aws.answer(TOKENS, 500, "");

    clock.step(Duration.ofHours(12).minusMinutes(1));
    assertThat(login.of(at(HOST))).contains(password("p1"));
    clock.step(Duration.ofMinutes(1));
    assertThat(refused(login).type()).isEqualTo(FailureType.UNAVAILABLE);
  }

  @Test
  void asksNotAgainRightAfterARefusal() {
    useKeys();
    aws.answer(TOKENS, 400, "{\"__type\":\"AccessDeniedException\",\"message\":\"no\"}");
    Credentials login = login(HOST);

    var _ = refused(login);
    var _ = refused(login);
    assertThat(aws.seen).hasSize(1);
    clock.step(Duration.ofSeconds(5));
    var _ = refused(login);
    assertThat(aws.seen).hasSize(2);
  }

  @Test
  void saysWhyItWasRefusedAndNoSecret(@TempDir Path directory) throws IOException {
    useWebIdentity(directory);
    aws.answer(
        "/sts/",
        seen ->
            new Answer(
                403,
                "<Error><Code>AccessDenied</Code><Message>Not authorized for "
                    + "eyJhbGciOiJSUzI1NiIsImtpZCI6IjEyMzQ1Njc4OTAifQ.e30.x"
                    + "</Message></Error>"));

    RegistryException refused = refused(login(HOST));
    assertThat(refused.type()).isEqualTo(FailureType.UNAUTHORIZED);
    assertThat(refused.getMessage())
        .contains(ROLE, "answered 403 AccessDenied: Not authorized for ***", "trust policy")
        .doesNotContain("eyJ");
  }

  @Test
  void quotesNothingOfARefusedSignature() {
    useKeys();
    aws.answer(
        TOKENS,
        403,
        "{\"__type\":\"InvalidSignatureException\",\"message\":\"the string was x-amz\"}");

    assertThat(refused(login(HOST)).said()).endsWith("answered 403 InvalidSignatureException");
  }

  @Test
  void waitsWhereItAskedTooOften() {
    useKeys();
    aws.answer(TOKENS, 400, "{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}");

    assertThat(refused(login(HOST)).type()).isEqualTo(FailureType.THROTTLED);
  }

  @Test
  void isNobodyWhereTheMachineKnowsNothing() throws IOException {
    assertThat(refused(login(HOST)).type()).isEqualTo(FailureType.UNAVAILABLE);
    assertThat(logins().ifAny(Cloud.ECR, HOST, null).of(at(HOST))).isEmpty();
  }

  @Test
  void lendsALoginWithoutAskingForIt() throws IOException {
    assertThat(login(HOST).knows(HOST)).isTrue();
    assertThat(aws.seen).isEmpty();
  }

  private CloudLogins logins() {
    return CloudLogins.of(variables, clock);
  }

  private Credentials login(String host) {
    return logins().required(Cloud.ECR, host, null);
  }

  private static Credentials.Place at(String host) {
    return new Credentials.Place(host, "app");
  }

  private static RegistryException refused(Credentials login) {
    return catchThrowableOfType(RegistryException.class, () -> login.of(at(HOST)));
  }

  private void useKeys() {
    variables.put("AWS_ACCESS_KEY_ID", "AKIA");
    variables.put("AWS_SECRET_ACCESS_KEY", "secret");
  }

  private void useWebIdentity(Path directory) throws IOException {
    Path token = Files.writeString(directory.resolve("token"), "of the service account\n");
    variables.put("AWS_ROLE_ARN", ROLE);
    variables.put("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
  }

  private void giveTokens(Duration lifetime) {
    int[] given = {0};
    aws.answer(
        TOKENS,
        _ ->
            new Answer(
                200,
                "{\"authorizationData\":[{\"authorizationToken\":\"%s\",\"expiresAt\":%d.123}]}"
                    .formatted(
                        pair("p" + ++given[0]), clock.instant().plus(lifetime).getEpochSecond())));
  }

  private static Credential password(String password) {
    return new Credential.UsernamePassword("AWS", password);
  }

  private static String pair(String password) {
    return Base64.getEncoder().encodeToString(("AWS:" + password).getBytes(StandardCharsets.UTF_8));
  }

  private String assumed(String id, String session) {
    return "<R><Credentials><AccessKeyId>%s</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>%s</SessionToken><Expiration>%s</Expiration></Credentials></R>"
        .formatted(id, session, clock.instant().plusSeconds(3600));
  }

  private String keys(String id) {
    return "{\"AccessKeyId\":\"%s\",\"SecretAccessKey\":\"s\",\"Token\":\"t\",\"Expiration\":\"%s\"}"
        .formatted(id, clock.instant().plusSeconds(3600));
  }

  /** What the signature must be, of what came over the wire. */
  private String signedAsReceived(Seen seen) {
    Map<String, String> headers =
        Map.of(
            "content-type", seen.header("content-type"),
            "x-amz-target", seen.header("x-amz-target"));
    return new AwsSignature("eu-west-1", "ecr")
        .sign(
            seen.method(),
            URI.create("http://" + seen.header("host") + seen.target()),
            headers,
            seen.body(),
            new AwsKeys("AKIA", "secret", ""),
            clock.instant())
        .getOrDefault("authorization", "");
  }
}
