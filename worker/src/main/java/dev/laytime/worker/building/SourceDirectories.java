package dev.laytime.worker.building;

import dev.laytime.build.GitRepository;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * Where what is fetched of repositories lies, a directory each. When one was used last is its own
 * time, which outlives the worker.
 */
final class SourceDirectories {

  private static final Logger log = LoggerFactory.getLogger(SourceDirectories.class);

  private final Path root;

  /**
   * Those below a directory.
   *
   * @param root of nobody else's
   */
  SourceDirectories(Path root) {
    this.root = root;
  }

  /** What a repository's is called. */
  static String name(GitRepository repository) {
    String name = repository.url() + "\n" + repository.login();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  Path of(String name) {
    return root.resolve(name);
  }

  void used(String name, Instant now) {
    try {
      Files.setLastModifiedTime(Files.createDirectories(of(name)), FileTime.from(now));
    } catch (IOException e) {
      log.debug("not written down when it was used directory={}", of(name), e);
    }
  }

  List<SourceSweep.Fetched> there() throws IOException {
    List<SourceSweep.Fetched> there = new ArrayList<>();
    if (!Files.isDirectory(root)) {
      return there;
    }
    try (DirectoryStream<Path> directories = Files.newDirectoryStream(root, Files::isDirectory)) {
      for (Path directory : directories) {
        there.add(
            new SourceSweep.Fetched(
                String.valueOf(directory.getFileName()),
                bytes(directory.toFile()),
                Files.getLastModifiedTime(directory).toInstant()));
      }
    }
    return there;
  }

  void remove(String name) throws IOException {
    boolean _ = FileSystemUtils.deleteRecursively(of(name));
  }

  /** What vanishes meanwhile has none: somebody fetches there, or tidies up. */
  private static long bytes(File file) {
    File[] below = file.listFiles();
    return below == null
        ? file.length()
        : Arrays.stream(below).mapToLong(SourceDirectories::bytes).sum();
  }
}
