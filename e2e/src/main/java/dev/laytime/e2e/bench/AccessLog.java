package dev.laytime.e2e.bench;

import dev.laytime.e2e.counterpart.LoggedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A registry's log of requests, of which only what is new is read. */
record AccessLog(Path file) {

  /** Where it ends now. */
  long end() {
    return file.toFile().length();
  }

  /** The requests that were logged since it ended there. */
  List<LoggedRequest> since(long end) {
    try (FileChannel channel = FileChannel.open(file)) {
      channel.position(end);
      byte[] news = Channels.newInputStream(channel).readAllBytes();
      return LoggedRequest.in(new String(news, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Read " + file, e);
    }
  }
}
