package dev.laytime.worker.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReferencePageTest {

  private static final Path PAGE = Path.of("../docs/reference/configuration.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `laytime\\.([^`]+)` \\|");

  @Test
  void explainsEveryKeyAndNoOther() throws IOException {
    List<String> explained =
        ROW.matcher(Files.readString(PAGE)).results().map(row -> row.group(1)).toList();

    assertThat(explained).containsExactlyInAnyOrderElementsOf(KnownKeys.all());
    assertThat(KnownKeys.all()).contains("registries[].host", "embedded.temporal-port");
  }
}
