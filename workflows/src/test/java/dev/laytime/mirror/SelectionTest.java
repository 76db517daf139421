package dev.laytime.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.image.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {

  private static final TagPattern ALPINE = new TagPattern.Wildcard("*-alpine");
  private static final TagPattern ONES = new TagPattern.Range("1.x");
  private static final Instant MONDAY = Instant.parse("2026-11-23T00:00:00Z");
  private static final Instant TUESDAY = Instant.parse("2026-11-24T00:00:00Z");

  @Test
  void takesEveryTagThatIsAnImageWhereNobodySaysOtherwise() {
    String signature = "sha256-" + "a".repeat(64) + ".sig";
    String hold = "laytime-hold-sha256-" + "a".repeat(64);

    assertThat(select(Selection.ALL, seen("b", "a", signature, hold, "a")))
        .containsExactly("a", "b");
  }

  @Test
  void takesNoBookkeepingHoweverItIsAskedFor() {
    String hold = "laytime-hold-sha256-" + "a".repeat(64);

    assertThat(select(Selection.of(new Tag(hold)), seen(hold))).isEmpty();
  }

  @Test
  void takesWhatAnyPatternAllowsAndNoneDenies() {
    Selection selection =
        new Selection(List.of(ONES, ALPINE), List.of(new TagPattern.Regex("1\\.5.*")), null);

    assertThat(select(selection, seen("1.4", "1.5", "2.0", "3-alpine", "1.5-alpine", "latest")))
        .containsExactly("1.4", "3-alpine");
  }

  @ParameterizedTest
  @CsvSource({
    "VERSION,    1, 1.10",
    "VERSION,    2, 1.10 1.10-rc1",
    "VERSION,    9, 1.10 1.10-rc1 1.2 1.9",
    "FIRST_SEEN, 1, edge",
    "FIRST_SEEN, 2, 1.2 edge",
    "FIRST_SEEN, 3, 1.2 1.9 edge",
    "FIRST_SEEN, 4, 1.10 1.2 1.9 edge",
  })
  void takesTheNewestOfThem(Newest.By by, int count, String expected) {
    List<SeenTag> listed =
        List.of(
            new SeenTag(new Tag("1.9"), TUESDAY),
            new SeenTag(new Tag("1.10"), MONDAY),
            new SeenTag(new Tag("1.10-rc1"), MONDAY),
            new SeenTag(new Tag("1.2"), TUESDAY.plusSeconds(1)),
            new SeenTag(new Tag("edge"), null),
            new SeenTag(new Tag("latest"), MONDAY));

    Selection selection = new Selection(List.of(), List.of(), new Newest(count, by));
    assertThat(String.join(" ", select(selection, listed))).isEqualTo(expected);
  }

  @Test
  void choosesTheSameWhateverTheOrderOfTheListing() {
    List<SeenTag> listed =
        new ArrayList<>(seen("1.2", "1.2.0", "v1.2", "v1.2.0", "b", "a", "1.1", "1.3-rc1"));
    for (Newest.By by : Newest.By.values()) {
      Selection selection = new Selection(List.of(), List.of(), new Newest(3, by));
      List<String> chosen = select(selection, listed);
      for (int seed = 0; seed < 20; seed++) {
        Collections.shuffle(listed, new Random(seed));
        assertThat(select(selection, listed)).isEqualTo(chosen);
      }
    }
  }

  @Test
  void looksForTheNewestAmongWhatIsNotDenied() {
    Selection selection =
        new Selection(List.of(), List.of(ALPINE), new Newest(1, Newest.By.VERSION));

    assertThat(select(selection, seen("2-alpine", "1"))).containsExactly("1");
  }

  @Test
  void isBounded() {
    List<TagPattern> many = Collections.nCopies(101, ALPINE);
    assertThatThrownBy(() -> new Selection(many, List.of(), null))
        .hasMessageContaining("at most 100 patterns, found 101 and 0");
    assertThatThrownBy(() -> new Selection(List.of(), many, null))
        .hasMessageContaining("found 0 and 101");
    assertThatThrownBy(() -> new Newest(0, Newest.By.VERSION))
        .hasMessageContaining("expected from 1 to 10000");
    assertThatThrownBy(() -> new Newest(10_001, Newest.By.VERSION))
        .hasMessageContaining("expected from 1 to 10000");
  }

  private static List<SeenTag> seen(String... tags) {
    return Stream.of(tags).map(tag -> new SeenTag(new Tag(tag), MONDAY)).toList();
  }

  private static List<String> select(Selection selection, List<SeenTag> listed) {
    return selection.of(listed).stream().map(Tag::value).toList();
  }
}
