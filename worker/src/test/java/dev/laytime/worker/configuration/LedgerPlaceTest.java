package dev.laytime.worker.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LedgerPlaceTest {

  private static final String URL = "jdbc:postgresql://db:5432/laytime";

  @TempDir Path directory;

  @Test
  void isTheDatabaseThatIsConfiguredWithThePasswordOfItsFile() throws IOException {
    Path file = Files.writeString(directory.resolve("p"), "secret\n");

    LedgerPlace place =
        place(
            Map.of(
                "laytime.ledger.url",
                URL,
                "laytime.ledger.username",
                "u",
                "laytime.ledger.password-file",
                file.toString(),
                "laytime.state",
                "/s"));

    assertThat(place).isEqualTo(new LedgerPlace.Server(URL, "u", "secret"));
    assertThat(place.toString()).doesNotContain("secret");
  }

  @Test
  void isInTheStateDirectoryOtherwise() {
    assertThat(place(Map.of("laytime.state", "/s")))
        .isEqualTo(new LedgerPlace.InDirectory(Path.of("/s/ledger")));
  }

  @Test
  void isNowhereOnlyWhereThereIsNothingToRemember() {
    Map<String, String> source =
        Map.of("laytime.sources[0].name", "a", "laytime.sources[0].directory", "/m");

    assertThat(place(Map.of("laytime.parent", "1"))).isEqualTo(new LedgerPlace.InMemory());
    assertThatThrownBy(() -> place(source)).hasMessageContaining("set laytime.ledger.url");
  }

  @Test
  void refusesAPasswordThatCannotBeRead() {
    Map<String, String> gone =
        Map.of("laytime.ledger.url", URL, "laytime.ledger.password-file", "/gone");

    assertThatThrownBy(() -> place(gone))
        .hasMessageContaining("read the ledger's password from /gone");
  }

  private static LedgerPlace place(Map<String, String> properties) {
    return LedgerPlace.of(
        new Binder(new MapConfigurationPropertySource(properties))
            .bindOrCreate("laytime", LaytimeProperties.class));
  }
}
