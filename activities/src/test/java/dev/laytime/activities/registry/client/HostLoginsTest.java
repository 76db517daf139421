package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.laytime.activities.registry.client.Credential.UsernamePassword;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which host is shown which of two logins. */
class HostLoginsTest {

  private static final UsernamePassword READER = new UsernamePassword("reader", "canary-of-source");
  private static final UsernamePassword WRITER = new UsernamePassword("writer", "canary-of-target");

  private final HostLogins logins = new HostLogins(READER, WRITER);
  private CannedServer source;
  private CannedServer target;
  private CannedServer other;
  private RegistryClient client;

  @BeforeEach
  void start() throws IOException {
    source = server();
    target = server();
    other = server();
    client =
        new RegistryClient(
            ClientSettings.of(List.of(), new CredentialChain(List.of(logins, Credentials.NONE))));
  }

  private static CannedServer server() throws IOException {
    CannedServer server = new CannedServer();
    server.otherwise(401, Map.of("WWW-Authenticate", "Basic realm=\"r\""));
    return server;
  }

  @AfterEach
  void stop() {
    client.close();
    List.of(source, target, other).forEach(CannedServer::close);
  }

  @Test
  void showsEachHostItsOwnLoginAndNoOtherHostAny() {
    logins.are(new HostLogins.Hosts(Set.of(source.address()), Set.of(target.address())));

    for (CannedServer server : List.of(source, target, other)) {
      read(server);
      write(server);
    }
    assertThat(shown(source)).containsOnly(Authentication.basic(READER));
    assertThat(shown(target)).containsOnly(Authentication.basic(WRITER));
    assertThat(shown(other)).isEmpty();
  }

  @Test
  void readsWithOneAndWritesWithTheOtherWhereAHostHasBoth() {
    logins.are(new HostLogins.Hosts(Set.of(source.address()), Set.of(source.address())));

    read(source);
    assertThat(shown(source)).containsOnly(Authentication.basic(READER));
    source.seen.clear();
    write(source);
    assertThat(shown(source)).containsOnly(Authentication.basic(WRITER));
  }

  @Test
  void showsNothingUntilSomebodySaysWhere() {
    read(source);
    assertThat(shown(source)).isEmpty();

    logins.are(new HostLogins.Hosts(Set.of(source.address()), Set.of()));
    read(source);
    assertThat(shown(source)).containsOnly(Authentication.basic(READER));
  }

  @Test
  void takesWhatItLearnsOfARegistryFromThenOn() {
    List<RegistrySettings> learnt = new ArrayList<>();
    try (RegistryClient learning =
        new RegistryClient(
            ClientSettings.of(List.of(), Credentials.NONE)
                .learning(_ -> learnt.isEmpty() ? null : learnt.getFirst()))) {
      var _ = catchThrowable(() -> learning.source(repository(source)).find(Tag.LATEST));
      int plain = source.seen.size();
      assertThat(plain).isPositive();

      learnt.add(new RegistrySettings(source.address(), null, false));
      var _ = catchThrowable(() -> learning.source(repository(source)).find(Tag.LATEST));
      assertThat(source.seen).as("nothing more in the clear").hasSize(plain);
    }
  }

  private void read(CannedServer server) {
    var _ = catchThrowable(() -> client.source(repository(server)).find(Tag.LATEST));
  }

  private void write(CannedServer server) {
    var _ = catchThrowable(() -> client.target(repository(server)).find(Tag.LATEST));
  }

  private static Repository repository(CannedServer server) {
    return Repository.parse(server.address() + "/team/app");
  }

  private static List<String> shown(CannedServer server) {
    return server.seen.stream()
        .map(CannedServer.Seen::authorization)
        .filter(Objects::nonNull)
        .toList();
  }
}
