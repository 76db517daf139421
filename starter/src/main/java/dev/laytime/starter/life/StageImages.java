package dev.laytime.starter.life;

import dev.laytime.activity.Problem;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.image.Workshop;
import dev.laytime.lifecycle.Prohibition;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.starter.api.WorkerApi;
import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.ExitCode;
import dev.laytime.view.ForbiddenView;
import dev.laytime.view.StagesView;
import dev.laytime.view.WhyView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which images have lives: those of the worker's stages. */
public final class StageImages {

  private final WorkerApi api;

  /** Asks that worker. */
  public StageImages(WorkerApi api) {
    this.api = api;
  }

  /** Whether a repository lies in a stage. */
  public boolean contains(Repository repository) {
    return !Workshop.has(repository)
        && api
            .find("list stages", "stages", Map.of(), StagesView.class)
            // A worker that does not know the word has none.
            .map(StagesView::stages)
            .orElse(List.of())
            .stream()
            .anyMatch(stage -> RepositoryPrefix.parse(stage.prefix()).contains(repository));
  }

  /**
   * Makes sure that an image can have a life.
   *
   * @throws CommandFailure if it cannot; it names the stage images that are meant, if any
   */
  public void require(String attempted, Reference image) {
    Tag tag = image.tag();
    if (image instanceof Reference.Pinned && tag != null) {
      throw CommandFailure.usage(
          attempted,
          "it names a tag and a digest, and each has a life of its own",
          "name one: %s or %s"
              .formatted(
                  image.repository().tagged(tag), image.repository() + "@" + image.selector()));
    }
    if (tag != null && ReservedTags.isReserved(tag)) {
      throw CommandFailure.usage(
          attempted,
          "the tag %s is bookkeeping, no image".formatted(tag),
          "name the image itself: 'laytime images' lists all");
    }
    if (!contains(image.repository())) {
      throw outside(attempted, claimed(image));
    }
  }

  /**
   * Makes sure that nobody has forbidden to bring an image.
   *
   * @param digest what is to be brought
   * @throws CommandFailure if somebody has
   */
  public void requireAllowed(String attempted, Reference image, Digest digest) {
    Optional<Prohibition> word =
        api
            .find("list what is forbidden", "forbidden", Map.of(), ForbiddenView.class)
            // A worker that does not know the word forbids nothing.
            .map(ForbiddenView::forbidden)
            .orElse(List.of())
            .stream()
            .filter(one -> one.covers(image, digest))
            .findFirst();
    if (word.isPresent()) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          new Problem(
              attempted,
              "%s is %s".formatted(word.get().image(), word.get()),
              "'laytime allow %s' takes that back".formatted(word.get().image()),
              null),
          null);
    }
  }

  private static CommandFailure outside(String attempted, List<String> claimed) {
    return claimed.isEmpty()
        ? CommandFailure.error(
            attempted,
            "it lies in no stage and claims no image of one",
            "check the reference; 'laytime stage' lists the stages")
        : CommandFailure.error(
            attempted,
            "it lies in no stage; it claims " + String.join(", ", claimed),
            "name the stage's image: " + claimed.getFirst());
  }

  /** Nothing where nothing is known: that is an error of its own, and told as such. */
  private List<String> claimed(Reference image) {
    return api.find("ask about " + image, "why", Map.of("image", image.text()), WhyView.class)
        .map(why -> why.lives().stream().map(WhyView.OneLife::image).toList())
        .orElse(List.of());
  }
}
