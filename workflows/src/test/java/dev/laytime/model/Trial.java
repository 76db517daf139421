package dev.laytime.model;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs sequences in worlds of one kind.
 *
 * @param worlds makes a new one for each sequence
 * @param sequences one for each seed
 */
public record Trial(Supplier<World> worlds, LongFunction<List<Operation>> sequences) {

  /** The usual sequences. */
  public Trial(Supplier<World> worlds) {
    this(worlds, Operations::of);
  }

  /** What stands still so often in new worlds does so by itself. */
  private static final int ATTEMPTS = 3;

  /** What went wrong with a sequence; null for nothing. */
  public @Nullable RuntimeException run(List<Operation> sequence) {
    RuntimeException failure = once(sequence);
    for (int i = 1; i < ATTEMPTS && failure instanceof World.StandsStill; i++) {
      failure = once(sequence);
    }
    return failure;
  }

  private @Nullable RuntimeException once(List<Operation> sequence) {
    try (World world = worlds.get()) {
      sequence.forEach(world::perform);
      world.settle();
      return null;
    } catch (RuntimeException failure) {
      return failure;
    }
  }

  /**
   * Whether a promise is broken in any of some seeds' sequences.
   *
   * @throws RuntimeException whatever else goes wrong
   */
  public boolean breaksAPromise(long firstSeed, int count) {
    for (long seed = firstSeed; seed < firstSeed + count; seed++) {
      if (breaksAPromise(sequences.apply(seed))) {
        return true;
      }
    }
    return false;
  }

  /** The same of one sequence. */
  public boolean breaksAPromise(List<Operation> sequence) {
    RuntimeException failure = run(sequence);
    if (failure != null && !(failure instanceof World.Violation)) {
      throw failure;
    }
    return failure != null;
  }

  /** The first failure of some seeds' sequences, shrunk; null where none fails. */
  public @Nullable Failure search(long firstSeed, int count) {
    for (long seed = firstSeed; seed < firstSeed + count; seed++) {
      List<Operation> sequence = sequences.apply(seed);
      RuntimeException failure = run(sequence);
      if (failure != null) {
        return shrunk(seed, sequence, failure);
      }
    }
    return null;
  }

  /** As {@link #search(long, int)}, in several worlds at a time. */
  public @Nullable Failure search(long firstSeed, int count, int atATime)
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newFixedThreadPool(atATime)) {
      List<Future<Optional<RuntimeException>>> runs =
          LongStream.range(firstSeed, firstSeed + count)
              .mapToObj(
                  seed -> threads.submit(() -> Optional.ofNullable(run(sequences.apply(seed)))))
              .toList();
      for (int i = 0; i < count; i++) {
        Optional<RuntimeException> failure = runs.get(i).get();
        if (failure.isPresent()) {
          threads.shutdownNow();
          return shrunk(firstSeed + i, sequences.apply(firstSeed + i), failure.get());
        }
      }
      return null;
    }
  }

  /** Where threads decide what comes first, a sequence may fail now and then only. */
  private Failure shrunk(long seed, List<Operation> sequence, RuntimeException first) {
    List<Operation> shortest = Shrinker.shrink(sequence, tried -> run(tried) != null);
    RuntimeException cause = run(shortest);
    return new Failure(seed, shortest, cause == null ? first : cause);
  }

  /** A sequence that failed, and how. */
  public record Failure(long seed, List<Operation> sequence, RuntimeException cause) {

    /** For people: the seed, the operations, what went wrong. */
    public String text() {
      StringBuilder text = new StringBuilder("seed ").append(seed).append(" fails after\n");
      sequence.forEach(operation -> text.append("  ").append(operation).append('\n'));
      return text.append(cause).toString();
    }
  }
}
