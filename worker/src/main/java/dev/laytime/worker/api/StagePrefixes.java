package dev.laytime.worker.api;

import dev.laytime.image.Repository;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.view.StagesView;
import dev.laytime.worker.ledger.Views;

/** Where stages are. */
final class StagePrefixes {

  private final Views views;

  StagePrefixes(Views views) {
    this.views = views;
  }

  /**
   * A stage's repository, by what it is called below the stage's prefix, or by its whole name.
   *
   * @throws RequestException if there is no such stage, or it has no repository of that name
   */
  Repository repository(String stage, String name) {
    RepositoryPrefix prefix =
        views.stages().stages().stream()
            .filter(known -> known.name().equals(stage))
            .map(StagesView.Stage::prefix)
            .map(RepositoryPrefix::parse)
            .findFirst()
            .orElseThrow(() ->
                RequestException.missing(
                    "find stage " + stage,
                    "there is none of that name",
                    "see which there are: laytime stage"));
    if (name.startsWith(prefix + "/")) {
      return Inputs.reference(name).repository();
    }
    return prefix
        .append(name)
        .orElseThrow(() ->
            RequestException.bad(
                "read repository",
                "'%s' is no repository below %s".formatted(name, prefix),
                "name it as below the stage's prefix, as in team/app"));
  }
}
