package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who we say we are: a registry that tells of pulls tells of ours by that name. */
class AgentTest {

  private static final ClientSettings USUAL = ClientSettings.of(List.of(), Credentials.NONE);

  private static List<String> agents(ClientSettings settings)
      throws IOException, InterruptedException {
    try (CannedServer registry = new CannedServer();
        RegistryClient client = new RegistryClient(settings)) {
      Repository app = Repository.parse(registry.address() + "/app");
      client.source(app).find(Tag.LATEST);
      client.target(app).find(Tag.LATEST);
      client.deletion(_ -> true).tag(app, Tag.LATEST);
      return List.copyOf(registry.agents);
    }
  }

  @Test
  void isTheInstallationInWhateverIsAsked() throws IOException, InterruptedException {
    assertThat(agents(USUAL.calledAs("laytime (installation 1)").dryRun(false)))
        .hasSize(3)
        .containsOnly("laytime (installation 1)");
  }

  @Test
  void isNobodyInParticularElse() throws IOException, InterruptedException {
    assertThat(agents(USUAL)).containsOnly("laytime");
  }
}
