package dev.laytime.activities.registry.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.TagProgress;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.PollCount;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.ledger.TagListings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeptListingTest {

  private static final Repository SOURCE = Repository.parse("up.test/app");
  private static final Instant POLL = Instant.parse("2026-11-01T00:00:00Z");
  private static final List<Tag> TAGS = List.of(new Tag("b"), new Tag("a"));

  private final Book book = new Book();
  private final Tally tally = new Tally(PollCount.NONE);
  private final KeptListing listing = listing();
  private boolean over;

  @ParameterizedTest
  @EnumSource(names = {"THROTTLED", "UNAVAILABLE"})
  void goesOnWhereAPageMayNotBeAskedForNow(FailureType type) throws RegistryException {
    assertThat(listing.before()).isEmpty();
    listing.read(TAGS, "2");
    listing.failed(failure(type));
    assertThat(listing().before()).contains(new TagProgress.Part(TAGS, "2"));
  }

  @Test
  void keepsWhereItWasIfTheNextAttemptGetsNoFurther() {
    book.kept = new TagListings.Listing(TAGS, "2");
    assertThat(listing.before()).isPresent();
    listing.failed(failure(FailureType.THROTTLED));
    assertThat(book.kept).isEqualTo(new TagListings.Listing(TAGS, "2"));
  }

  @Test
  void beginsAnewWhereThatLedNowhere() {
    book.kept = new TagListings.Listing(TAGS, "2");
    assertThat(listing.before()).isPresent();
    listing.failed(failure(FailureType.NOT_FOUND));
    assertThat(book.kept).isNull();
  }

  @Test
  void stopsWhenThePagesTimeIsOverAndGoesOnThere() {
    over = true;
    RegistryException stopped =
        catchThrowableOfType(RegistryException.class, () -> listing.read(TAGS, "2"));
    listing.failed(stopped);
    assertThat(listing.isPaused()).isTrue();
    assertThat(listing().before()).contains(new TagProgress.Part(TAGS, "2"));
  }

  @Test
  void keepsAWholeListForAsLongAsItIsNotDoneWith() {
    listing.read(TAGS);
    listing.keep();
    assertThat(listing().whole()).contains(TAGS);
    assertThat(listing().before()).as("there is no page to go on at").isEmpty();
  }

  @Test
  void writesAListOnceHoweverManyPagesItTakesToLookAtIt() {
    listing.read(TAGS);
    listing.keep();
    KeptListing next = listing();
    assertThat(next.whole()).contains(TAGS);
    next.keep();
    assertThat(book.writes).isEqualTo(1);
  }

  @Test
  void keepsNothingOfAListThatItIsDoneWith() {
    book.kept = new TagListings.Listing(TAGS, "2");
    assertThat(listing.before()).isPresent();
    listing.ended();
    assertThat(book.kept).isNull();
  }

  @Test
  void tellsOfEveryPage() throws RegistryException {
    long before = tally.steps();
    listing.read(TAGS, "2");
    assertThat(tally.steps()).isGreaterThan(before);
  }

  private KeptListing listing() {
    return new KeptListing(book, "app", SOURCE, POLL, tally, () -> over);
  }

  private static RegistryException failure(FailureType type) {
    return new RegistryException(type, "list", "no", "wait");
  }

  private static final class Book implements TagListings {
    private @Nullable Listing kept;
    private int writes;

    @Override
    public Optional<Listing> listing(String mirror, Repository source, Instant poll) {
      return Optional.ofNullable(kept);
    }

    @Override
    public void keep(String mirror, Repository source, Instant poll, @Nullable Listing now) {
      kept = now;
      writes++;
    }
  }
}
