package dev.laytime.starter.demo;

import dev.laytime.starter.output.Interruption;
import dev.laytime.starter.output.ProgressLine;
import dev.laytime.starter.output.Screen;
import dev.laytime.starter.temporal.Installation;
import dev.laytime.starter.temporal.RunningWorker;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Function;

/** One run of {@code laytime demo}. */
public final class Demo {

  private static final double MILLIS = 1000;

  private final Function<URI, Typed> laytime;
  private final PrintStream out;
  private final InstantSource clock;

  /**
   * @param laytime the command line, with that worker's API as {@code LAYTIME_SERVER}
   * @param out where it is told
   */
  public Demo(Function<URI, Typed> laytime, PrintStream out, InstantSource clock) {
    this.laytime = laytime;
    this.out = out;
    this.clock = clock;
  }

  /**
   * Plays with a worker of its own, and leaves nothing.
   *
   * @param keep whether its directory stays
   * @throws dev.laytime.starter.output.CommandFailure where something is not as it should be
   */
  public void alone(
      Installation installation,
      boolean keep,
      Duration patience,
      Screen screen,
      Interruption interruption) {
    Teller teller = new Teller(out, clock);
    try (DemoWorker worker = DemoWorker.start(installation, keep, interruption)) {
      RunningWorker running;
      try (ProgressLine line = screen.progress()) {
        line.show("starting a worker…");
        running = worker.awaitReady();
      }
      teller.line("One image's whole life, from embedded parts alone; every claim is checked.");
      teller.line("  worker     %s (LAYTIME_SERVER)".formatted(running.server()));
      teller.line("  Temporal   %s, in memory".formatted(running.temporal().address()));
      teller.line(
          "  registry   %s, an OCI image layout a repository".formatted(running.registry()));
      teller.line(
          "  directory  " + worker.directory() + (keep ? ", kept" : ", removed at the end"));
      teller.line("");
      play(worker.cast(patience), URI.create(running.server()), teller);
    }
  }

  /**
   * Plays with a worker that runs.
   *
   * @throws dev.laytime.starter.output.CommandFailure where something is not as it should be
   */
  public void with(URI server, Cast cast) {
    Teller teller = new Teller(out, clock);
    teller.line("One image's whole life, by the worker at %s.".formatted(server));
    teller.line("");
    play(cast, server, teller);
  }

  private void play(Cast cast, URI server, Teller teller) {
    try (Registry registry = new Registry()) {
      new DemoScript(cast, laytime.apply(server), registry, teller).play();
    }
    teller.line("");
    teller.line(
        String.format(
            Locale.ROOT,
            "everything was as claimed, in %.1f s",
            teller.elapsed().toMillis() / MILLIS));
  }
}
