package dev.laytime.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Tag;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AliasMoveTest {

  @ParameterizedTest
  @CsvSource({
    "1.2, 1.3, true",
    "1.3, 1.2, false",
    "1.3, 1.3, true",
    "1.3, v1.3, false",
    "1.10, 1.9, false",
    "2.0, 2.0-rc1, false",
    "main, 1.2, false",
    "1.2, main, false",
    "main, 0123abc, false",
    "main, main, true",
    "main 1.1, 1.2, true",
    "main 1.3, 1.2, false",
    "'', 1.2, false",
    "latest, 1.2, false",
    "latest 1.1, 1.2, false",
    "1.1 1.4, 1.3, false",
  })
  void goesForwardWhereThereIsAForward(String present, String next, boolean moves) {
    List<Tag> tags =
        Stream.of(present.split(" ", -1)).filter(tag -> !tag.isEmpty()).map(Tag::new).toList();

    assertThat(AliasMove.refusal(Tag.LATEST, tags, new Tag(next)).isEmpty()).isEqualTo(moves);
  }
}
