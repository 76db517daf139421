package dev.laytime.activities.registry.layout;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * One writer at a time for a layout, in this process and among all that use this lock.
 *
 * <p>The file {@code .lock} stays: a lock file that came and went would let two in.
 */
final class LayoutLock {

  /** A step that changes the layout. */
  interface Step {
    void run() throws IOException;
  }

  // A file lock belongs to the whole process, so its threads need one of their own. Which of these
  // a layout has follows from its canonical path; sharing one costs a little waiting.
  private static final List<ReentrantLock> STRIPES =
      Stream.generate(ReentrantLock::new).limit(64).toList();

  private final Path file;
  private final ReentrantLock threads;

  private LayoutLock(Path file, ReentrantLock threads) {
    this.file = file;
    this.threads = threads;
  }

  /** The lock of an existing directory. */
  static LayoutLock of(Path directory) throws IOException {
    Path canonical = directory.toRealPath();
    int stripe = Math.floorMod(canonical.hashCode(), STRIPES.size());
    return new LayoutLock(canonical.resolve(".lock"), STRIPES.get(stripe));
  }

  void holding(Step step) throws IOException {
    threads.lock();
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      step.run();
    } finally {
      threads.unlock();
    }
  }
}
