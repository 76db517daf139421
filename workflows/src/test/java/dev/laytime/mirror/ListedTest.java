package dev.laytime.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListedTest {

  private static final List<Tag> LISTED = tags("1", "2", "3");

  @Test
  void takesForHistoryWhatIsThereAtTheFirstListing() {
    assertThat(Listed.of(LISTED, null, Map.of(), 10)).isEqualTo(new Listed(LISTED, List.of(), 0));
  }

  @Test
  void takesForFreshWhatNobodyKnew() {
    assertThat(Listed.of(LISTED, Set.copyOf(tags("1", "gone")), Map.of(), 10))
        .isEqualTo(new Listed(List.of(), tags("2", "3"), 0));
  }

  @Test
  void takesForFreshWhatAppearsWhereThereWasNothing() {
    assertThat(Listed.of(LISTED, Set.of(), Map.of(), 10).fresh()).isEqualTo(LISTED);
  }

  @Test
  void leavesWhatIsTooMuchForTheNextPoll() {
    assertThat(Listed.of(LISTED, Set.of(), Map.of(), 2))
        .isEqualTo(new Listed(List.of(), tags("1", "2"), 1));
  }

  @Test
  void takesFirstWhatWasNeverLookedUpAndThenWhatWasLongAgo() {
    Instant before = Instant.parse("2026-11-01T00:00:00Z");
    Map<Tag, Instant> missed = Map.of(new Tag("1"), before.plusSeconds(300), new Tag("2"), before);
    assertThat(Listed.of(LISTED, Set.of(), missed, 2))
        .isEqualTo(new Listed(List.of(), tags("3", "2"), 1));
  }

  @Test
  void takesNoBookkeepingForAnImage() {
    List<Tag> listed = tags("sha256-" + "ab".repeat(32), "laytime-hold-sha256-ab", "1");
    assertThat(Listed.of(listed, null, Map.of(), 10).history()).isEqualTo(tags("1"));
    assertThat(Listed.of(listed, Set.of(), Map.of(), 10).fresh()).isEqualTo(tags("1"));
  }

  private static List<Tag> tags(String... names) {
    return Stream.of(names).map(Tag::new).toList();
  }
}
