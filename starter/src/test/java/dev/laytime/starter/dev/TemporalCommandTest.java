package dev.laytime.starter.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalCommandTest {

  @Test
  void asksForAServerThatKeepsItsStateAndKnowsOurSearchAttributes() {
    DevOptions options = new DevOptions(Path.of("/state"), 1, 7233, 8233, 2, null, false);

    assertThat(String.join(" ", TemporalCommand.startDev(Path.of("/bin/temporal"), options)))
        .isEqualTo(
            "/bin/temporal server start-dev --ip 127.0.0.1 --port 7233 --ui-port 8233"
                + " --db-filename /state/temporal.db"
                + " --sqlite-pragma journal_mode=WAL --sqlite-pragma synchronous=off"
                + " --search-attribute LaytimeRegistry=Keyword"
                + " --search-attribute LaytimeRepository=Keyword"
                + " --search-attribute LaytimeState=Keyword"
                + " --search-attribute LaytimeStage=Keyword"
                + " --search-attribute LaytimeSource=KeywordList"
                + " --search-attribute LaytimeDeadline=Datetime"
                + " --search-attribute LaytimePinned=Bool");
  }

  @Test
  void findsTheFirstOneOnThePathThatCanRun(@TempDir Path directory) throws IOException {
    Path first = Files.createDirectories(directory.resolve("first"));
    Path second = Files.createDirectories(directory.resolve("second"));
    Files.createFile(first.resolve("temporal"));
    Path command = Files.createFile(second.resolve("temporal"));
    assertThat(command.toFile().setExecutable(true)).isTrue();

    assertThat(TemporalCommand.find(first + "::" + second)).contains(command);
    assertThat(TemporalCommand.find(first.toString())).isEmpty();
  }
}
