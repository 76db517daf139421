package dev.laytime.activities.build.jib;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoriesTest {

  @TempDir Path directory;

  @Test
  void removesWhatWorkersLeftThatEnded() throws IOException {
    Path old = Files.createDirectory(directory.resolve("jib1"));
    Files.writeString(Files.createDirectory(old.resolve("files")).resolve("a"), "a");
    Path young = Files.createDirectory(directory.resolve("jib2"));
    Path other = Files.createDirectory(directory.resolve("other"));
    FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
    Files.setLastModifiedTime(old, longAgo);
    Files.setLastModifiedTime(other, longAgo);

    Directories.removeOld(directory, "jib", Duration.ofHours(1));

    assertThat(old).doesNotExist();
    assertThat(young).exists();
    assertThat(other).exists();
  }
}
