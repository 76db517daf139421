package dev.laytime.e2e.bench;

import dev.laytime.e2e.harness.Child;
import dev.laytime.e2e.harness.Command;
import java.util.Map;

/** Something that can be measured. */
sealed interface Work {

  /** Processes that run before and after, by name; their share counts as well. */
  Map<String, Child> residents();

  /** A program that is run to its end. */
  record Program(Command command, Map<String, Child> residents) implements Work {

    /** One that nobody helps. */
    Program(Command command) {
      this(command, Map.of());
    }
  }

  /** Calls from this process, whose CPU time counts as well. */
  record Calls(Runnable calls, Map<String, Child> residents) implements Work {}
}
