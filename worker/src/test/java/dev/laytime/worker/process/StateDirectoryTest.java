package dev.laytime.worker.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.worker.startup.RefusedToStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {

  @TempDir Path temporary;

  @Test
  void hasOneWorkerAtATime() throws IOException {
    Path directory = temporary.resolve("a/b");
    try (StateDirectory first = StateDirectory.take(directory)) {
      assertThat(first.path()).isEqualTo(directory).isDirectory();
      assertThatThrownBy(() -> StateDirectory.take(directory))
          .isInstanceOf(RefusedToStartException.class)
          .hasMessageContaining("another worker uses it")
          .hasMessageContaining("--laytime.state");
    }

    StateDirectory.take(directory).close();
  }

  @Test
  void refusesAPlaceThatCannotBeADirectory() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));

    assertThatThrownBy(() -> StateDirectory.take(file)).hasMessageContaining("file");
  }
}
