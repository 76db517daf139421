package dev.laytime.worker.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControllerNamespaceTest {

  private static final Map<String, String> POD = Map.of("POD_NAMESPACE", "by-pod");

  @Test
  void isTheConfiguredOneElseThatOfTheAccountElseThatOfThePod(@TempDir Path directory)
      throws IOException {
    Path account = Files.writeString(directory.resolve("namespace"), "by-account\n");
    Path none = directory.resolve("none");

    assertThat(ControllerNamespace.of("said", account, POD)).isEqualTo("said");
    assertThat(ControllerNamespace.of(null, account, POD)).isEqualTo("by-account");
    assertThat(ControllerNamespace.of(null, none, POD)).isEqualTo("by-pod");
    assertThat(ControllerNamespace.of(null, none, Map.of())).isEqualTo("default");
    assertThat(ControllerNamespace.found(null, none, Map.of())).isEmpty();
  }
}
