package dev.laytime.worker.embedded;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.startup.RefusedToStartException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class OwnStagesTest {

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:8481/demo", "localhost:5000", "[::1]:5000", "127.8.9.10:1/a"})
  void managesWhatIsOnThisMachine(String prefix) {
    assertThatCode(() -> check(Map.of(), prefix)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry.example.com/prod",
        "docker.io",
        "127.0.0.1.example.com/a",
        "localhost.example.com/a",
        "10.0.0.1:5000/a",
        "[::2]:5000"
      })
  void refusesToManageWhatIsElsewhere(String prefix) {
    assertThatThrownBy(() -> check(Map.of(), prefix))
        .isInstanceOf(RefusedToStartException.class)
        .hasMessageContaining("manage stage 's' with --embedded")
        .hasMessageContaining("is not this machine")
        .hasMessageContaining("without --embedded");
  }

  @Test
  void refusesANameOfThisMachineThatLeadsElsewhere() {
    Map<String, String> registry =
        Map.of(
            "laytime.registries[0].host", "127.0.0.1:5000",
            "laytime.registries[0].endpoint", "https://registry.example.com");

    assertThatThrownBy(() -> check(registry, "127.0.0.1:5000/prod"))
        .hasMessageContaining("its registry's endpoint is not on this machine");
    assertThatCode(() -> check(registry, "127.0.0.1:5001/prod")).doesNotThrowAnyException();
  }

  private static void check(Map<String, String> more, String prefix) {
    Map<String, String> properties = new HashMap<>(more);
    properties.put("laytime.stages[0].name", "s");
    properties.put("laytime.stages[0].prefix", prefix);
    OwnStages.check(
        new Binder(new MapConfigurationPropertySource(properties))
            .bindOrCreate("laytime", LaytimeProperties.class));
  }
}
