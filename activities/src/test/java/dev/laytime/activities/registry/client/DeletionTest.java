package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activities.registry.client.Deletion.Answer;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.ledger.Urgency;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpDelete;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The only thing that issues DELETE, and what keeps it from doing so. */
class DeletionTest {

  private static final Digest DIGEST = new Digest("sha256:" + "ab".repeat(32));

  private CannedServer registry;
  private RegistryClient client;

  @BeforeEach
  void startServer() throws IOException {
    registry = new CannedServer();
    client = new RegistryClient(ClientSettings.of(List.of(), Credentials.NONE));
  }

  @AfterEach
  void stopServer() {
    client.close();
    registry.close();
  }

  @ParameterizedTest
  @CsvSource({
    "202, '', REMOVED",
    "200, '', REMOVED",
    "404, '', ABSENT",
    "405, '', UNSUPPORTED",
    "400, UNSUPPORTED, UNSUPPORTED",
  })
  void readsTheAnswer(int status, String code, Answer answer) throws Exception {
    answer(DIGEST.value(), status, code);
    assertThat(deletion().manifest(app(), DIGEST)).isEqualTo(answer);
    assertThat(registry.seen).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "400, MANIFEST_INVALID, REFUSED",
    "403, DENIED, DENIED",
    "429, TOOMANYREQUESTS, THROTTLED",
    "503, '', UNAVAILABLE",
    "307, '', REFUSED",
  })
  void takesNothingElseForAnAnswer(int status, String code, FailureType type) {
    answer(DIGEST.value(), status, code);
    RegistryException failed =
        catchThrowableOfType(RegistryException.class, () -> deletion().manifest(app(), DIGEST));
    assertThat(failed.type()).isEqualTo(type);
    assertThat(registry.seen).as("not tried again").hasSize(1);
  }

  @Test
  void takesABadRequestAboutATagForAWordAgainstDeletingTags() throws Exception {
    answer("1", 400, "DIGEST_INVALID");
    assertThat(deletion().tag(app(), new Tag("1"))).isEqualTo(Answer.UNSUPPORTED);
  }

  @Test
  void refusesWithoutDeletionEnabledForThatRepository() {
    Deletion deletion = client.deletion(repository -> !repository.path().equals("app"));
    RegistryException failed =
        catchThrowableOfType(RegistryException.class, () -> deletion.manifest(app(), DIGEST));
    assertThat(failed.type()).isEqualTo(FailureType.REFUSED);
    assertThat(failed.said()).isEqualTo("deletion is not enabled for its stage");
    assertThat(registry.seen).isEmpty();
  }

  @Test
  void refusesInADryRun() {
    try (RegistryClient dry =
        new RegistryClient(ClientSettings.of(List.of(), Credentials.NONE).dryRun(true))) {
      Deletion deletion = dry.deletion(_ -> true);
      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              () -> deletion.manifest(app(), DIGEST),
              () -> deletion.tag(app(), Tag.LATEST),
              () -> deletion.tagByPlaceholder(app(), Tag.LATEST, Placeholder.unique()))) {
        assertThat(catchThrowableOfType(RegistryException.class, call).said())
            .isEqualTo("dry run: nothing is written");
      }
    }
    assertThat(registry.seen).isEmpty();
  }

  @Test
  void sendsNothingButLooksInADryRunWhoeverAsks() {
    try (RegistryClient dry =
        new RegistryClient(ClientSettings.of(List.of(), Credentials.NONE).dryRun(true))) {
      // As if the guard had a hole: the transport is asked, too.
      Deletion deletion = new Deletion(dry, _ -> true, false);
      RegistryException failed =
          catchThrowableOfType(RegistryException.class, () -> deletion.manifest(app(), DIGEST));
      assertThat(failed.said()).isEqualTo("dry run: nothing is written");
      assertThat(
              catchThrowableOfType(
                      RegistryException.class,
                      () -> dry.target(app()).write(Placeholder.unique(), Tag.LATEST))
                  .said())
          .isEqualTo("dry run: nothing is written");
    }
    assertThat(registry.seen).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"READING", "WRITING"})
  void lendsNoOtherTransportToADelete(Access access) throws Exception {
    Endpoint endpoint = Endpoint.of(registry.address(), null);
    AddressGuard guard = new FakeNames().guard(endpoint);
    try (Transport transport =
        new Transport(endpoint, "test", access, Proxies.NONE, FreeToll::of, guard)) {
      assertThat(
              catchThrowableOfType(
                  RegistryException.class,
                  () ->
                      transport.send(
                          new HttpDelete(endpoint.base()), "", Urgency.ORDERED, "delete")))
          .isNotNull();
    }
    try (Transport deleting =
        new Transport(endpoint, "test", Access.DELETING, Proxies.NONE, FreeToll::of, guard)) {
      assertThat(
              catchThrowableOfType(
                  RegistryException.class,
                  () -> deleting.send(new HttpPut(endpoint.base()), "", Urgency.ORDERED, "put")))
          .isNotNull();
    }
    assertThat(registry.seen).isEmpty();
  }

  @Test
  void givesUpARequestThatGetsNoAnswer() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Repository nowhere = Repository.parse("127.0.0.1:" + silent.getLocalPort() + "/app");
      RegistryClient impatient =
          new RegistryClient(
              ClientSettings.of(
                  List.of(
                      new RegistrySettings(
                          nowhere.registry(), null, null, Duration.ofMillis(300), Duration.ZERO)),
                  Credentials.NONE));
      Deletion deletion = impatient.deletion(_ -> true);
      RegistryException failed =
          catchThrowableOfType(RegistryException.class, () -> deletion.manifest(nowhere, DIGEST));
      assertThat(failed.type()).isEqualTo(FailureType.UNAVAILABLE);
      assertThat(failed.hint()).startsWith("it may still be carried out");
    }
  }

  @Test
  void makesNoTwoPlaceholdersAlike() {
    assertThat(Placeholder.unique().digest()).isNotEqualTo(Placeholder.unique().digest());
    assertThat(Placeholder.of("a")).isEqualTo(Placeholder.of("a"));
    assertThat(Placeholder.is(Placeholder.unique())).isTrue();
  }

  private void answer(String selector, int status, String code) {
    registry.answer(
        "/v2/app/manifests/" + selector,
        status,
        code.isEmpty() ? "" : "{\"errors\":[{\"code\":\"%s\"}]}".formatted(code));
  }

  private Deletion deletion() {
    return client.deletion(_ -> true);
  }

  private Repository app() {
    return Repository.parse(registry.address() + "/app");
  }
}
