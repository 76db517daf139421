package dev.laytime.activities.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A mirror that selects tags, its source and its target, for each test anew. */
abstract class MirrorPairTest {

  static final Instant POLL = MirrorPair.POLL;
  static final Instant NEXT = POLL.plusSeconds(300);

  @TempDir Path directory;
  MirrorPair pair;

  @BeforeEach
  void start() throws IOException {
    pair = new MirrorPair(directory);
  }

  @AfterEach
  void stop() {
    pair.close();
  }
}
