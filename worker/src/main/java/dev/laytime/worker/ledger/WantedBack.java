package dev.laytime.worker.ledger;

import dev.laytime.image.Repository;
import dev.laytime.worker.ledger.PromotionMemory.Place;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which of a repository's images somebody wants to go back to. */
final class WantedBack {

  private final Repository repository;
  private final List<Place> places;
  private final List<FollowingTags.Floating> floating;

  /**
   * @param places all of the repository
   * @param floating its floating tags
   */
  WantedBack(Repository repository, List<Place> places, List<FollowingTags.Floating> floating) {
    this.repository = repository;
    this.places = List.copyOf(places);
    this.floating = List.copyOf(floating);
  }

  /**
   * What it is, and what it takes the place of.
   *
   * @param refusal why there is none, for people; then the other ones are null
   */
  record Choice(@Nullable Place wanted, @Nullable Place present, String refusal) {}

  /**
   * The image that is wanted.
   *
   * @param tag that is there now, or moves, or follows what is there; null where nobody says
   * @param to a tag or digest; null for what was there before
   */
  Choice of(@Nullable String tag, @Nullable String to) {
    if (places.isEmpty()) {
      return refused("nothing was promoted to %s yet".formatted(repository));
    }
    String said = tag == null ? null : version(tag);
    List<String> lines = said == null ? lines() : lines(said);
    if (lines.isEmpty()) {
      return refused("no promotion brought %s to %s".formatted(tag, repository));
    }
    if (lines.size() > 1 && (to == null || PromotionImages.isOneTag(lines.getFirst()))) {
      return refused(
          "%s has tags that do not follow each other: say which, as in %s:%s"
              .formatted(repository, repository, tags(lines.getFirst()).getFirst()));
    }
    return to == null ? before(lines.getFirst(), tag, said) : to(lines, to);
  }

  /** A floating tag stands for what it follows, where it is no line of its own. */
  private String version(String tag) {
    return places.stream().anyMatch(place -> place.image().line().equals(tag))
        ? tag
        : floating.stream()
            .filter(each -> String.valueOf(each.image().tag()).equals(tag))
            .map(each -> each.version().value())
            .findFirst()
            .orElse(tag);
  }

  /** Those of versions; without any those of moved tags. */
  private List<String> lines() {
    List<String> all = places.stream().map(place -> place.image().line()).distinct().toList();
    List<String> versions = all.stream().filter(Predicate.not(PromotionImages::isOneTag)).toList();
    return versions.isEmpty() ? all : versions;
  }

  /** The one that a tag is in; none where it is in none. */
  private List<String> lines(String tag) {
    return places.stream().anyMatch(place -> place.image().line().equals(tag))
        ? List.of(tag)
        : places.stream()
            .filter(place -> tag(place).equals(tag))
            .map(place -> place.image().line())
            .limit(1)
            .toList();
  }

  private List<String> tags(String line) {
    return places.stream()
        .filter(place -> place.image().line().equals(line))
        .map(WantedBack::tag)
        .toList();
  }

  private static String tag(Place place) {
    return String.valueOf(place.image().image().tag());
  }

  private Choice before(String line, @Nullable String tag, @Nullable String said) {
    Place present = present(line);
    if (present != null && said != null && !tag(present).equals(said)) {
      return refused(
          "%s is at %s by now, and not at %s: say with --to what it shall go back to"
              .formatted(
                  repository,
                  tag(present),
                  said.equals(tag) ? said : "%s, which %s follows".formatted(said, tag)));
    }
    return find(List.of(line), place -> place.place() == 1 && !place.behind())
        .map(place -> new Choice(place, present, ""))
        .orElseGet(() ->
            refused("nothing was promoted to %s before what is there now".formatted(repository)));
  }

  private Choice to(List<String> lines, String to) {
    return find(lines, place -> place.image().digest().value().equals(to) || tag(place).equals(to))
        .map(place -> new Choice(place, present(place.image().line()), ""))
        .orElseGet(() -> refused("no promotion brought %s to %s".formatted(to, repository)));
  }

  private Optional<Place> find(List<String> lines, Predicate<Place> wanted) {
    return places.stream()
        .filter(place -> lines.contains(place.image().line()))
        .filter(wanted)
        .findFirst();
  }

  private @Nullable Place present(String line) {
    return find(List.of(line), Place::present).orElse(null);
  }

  private static Choice refused(String why) {
    return new Choice(null, null, why);
  }
}
