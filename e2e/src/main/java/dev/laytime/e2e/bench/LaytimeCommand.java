package dev.laytime.e2e.bench;

import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.counterpart.LaytimeCli;
import dev.laytime.e2e.harness.Child;
import dev.laytime.e2e.harness.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code laytime mirror}, as a person types it: one image.
 *
 * @param cli where it runs
 * @param residents the processes that it uses, if it does not bring its own
 */
record LaytimeCommand(String name, String version, LaytimeCli cli, Map<String, Child> residents)
    implements Tool {

  LaytimeCommand {
    residents = Map.copyOf(residents);
  }

  @Override
  public boolean peer() {
    return false;
  }

  @Override
  public boolean copiesReferrers() {
    return true;
  }

  @Override
  public List<Integer> concurrencies(Job job) {
    return switch (job) {
      case Job.OneImage _ -> List.of(1);
      case Job.Repositories _ -> List.of();
    };
  }

  @Override
  public Work work(Job job, int concurrency) {
    Move move = job.moves().getFirst();
    List<String> words =
        new ArrayList<>(List.of(Checkout.root().resolve("laytime").toString(), "mirror"));
    if (!job.referrers()) {
      words.add("--no-referrers");
    }
    words.addAll(List.of(move.source(), move.target()));
    Command command = Command.of("bench").with(words);
    for (var variable : cli.environment().entrySet()) {
      command = command.with(variable.getKey(), variable.getValue());
    }
    return new Work.Program(command, residents);
  }
}
