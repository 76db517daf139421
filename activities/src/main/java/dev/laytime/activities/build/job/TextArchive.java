package dev.laytime.activities.build.job;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;

/**
 * What a builder gets of a Dockerfile's text, as {@link SourceArchive} has it of a commit: the
 * file, and a context in which there is nothing. The same for the same text.
 */
final class TextArchive {

  private TextArchive() {}

  static void write(String text, Path to) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (OutputStream out =
        new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(to)))) {
      SourceTar tar = new SourceTar(out, Instant.EPOCH);
      tar.directory(SourceArchive.FILE);
      tar.file(SourceArchive.DOCKERFILE, false, bytes.length, content -> content.write(bytes));
      tar.directory(SourceArchive.CONTEXT);
      tar.finish();
    }
  }
}
