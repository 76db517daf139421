package dev.laytime.starter.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.starter.output.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalSettingsTest {

  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void writeProfiles() throws IOException {
    file = directory.resolve("temporal.toml");
    Files.writeString(
        file,
        """
        [profile.cloud]
        address = "cloud.example:7233"
        namespace = "team"
        api_key = "secret"
        """);
  }

  @Test
  void isNotConfiguredWhereNobodySaysAnything() {
    TemporalSettings settings = TemporalSettings.load(TemporalOptions.NONE, environment());

    assertThat(settings.configured()).isFalse();
    assertThat(settings.address()).isEqualTo("127.0.0.1:7233");
    assertThat(settings.namespace()).isEqualTo("default");
  }

  @Test
  void takesAVariable() {
    TemporalSettings settings =
        TemporalSettings.load(
            TemporalOptions.NONE,
            Map.of("TEMPORAL_CONFIG_FILE", file.toString(), "TEMPORAL_ADDRESS", "host:1"));

    assertThat(settings.configured()).isTrue();
    assertThat(settings.address()).isEqualTo("host:1");
  }

  @Test
  void takesAProfileWithItsKey() {
    TemporalSettings settings =
        TemporalSettings.load(new TemporalOptions(null, null, "cloud"), environment());

    assertThat(settings.configured()).isTrue();
    assertThat(settings.address()).isEqualTo("cloud.example:7233");
    assertThat(settings.namespace()).isEqualTo("team");
    assertThat(settings.profile().getApiKey()).isEqualTo("secret");
    assertThat(settings.stubs().getEnableHttps()).isTrue();
  }

  @Test
  void letsWhatIsTypedCountMost() {
    TemporalSettings settings =
        TemporalSettings.load(
            new TemporalOptions("typed:1", "typed", "cloud"),
            Map.of("TEMPORAL_CONFIG_FILE", file.toString(), "TEMPORAL_ADDRESS", "variable:1"));

    assertThat(settings.address()).isEqualTo("typed:1");
    assertThat(settings.namespace()).isEqualTo("typed");
  }

  @Test
  void keepsASecretFromAnyOtherAddress() {
    TemporalSettings cloud =
        TemporalSettings.load(new TemporalOptions(null, null, "cloud"), environment());

    assertThat(cloud.at(new RunningWorker.Temporal("other:1", "team")).profile().getApiKey())
        .isNull();
    assertThat(
            cloud
                .at(new RunningWorker.Temporal("cloud.example:7233", "team"))
                .profile()
                .getApiKey())
        .isEqualTo("secret");
  }

  @Test
  void refusesAProfileThatIsNotThere() {
    assertThatThrownBy(
            () -> TemporalSettings.load(new TemporalOptions(null, null, "missing"), environment()))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("missing");
  }

  private Map<String, String> environment() {
    return Map.of("TEMPORAL_CONFIG_FILE", file.toString());
  }
}
