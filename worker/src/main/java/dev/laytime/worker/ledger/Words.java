package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import dev.laytime.image.Sha256;
import dev.laytime.lifecycle.Word;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a source says of one life, from all the names under which it names it. */
final class Words {

  private Words() {}

  /**
   * One word from at least one name.
   *
   * @param image the life's
   */
  static Word named(String source, Reference image, List<NamedReferences.Row> rows, Ground ground) {
    List<NamedReferences.Row> sorted =
        rows.stream()
            .sorted(
                Comparator.comparingInt((NamedReferences.Row row) -> Usages.weight(row.strongest()))
                    .thenComparing(row -> row.reference().text()))
            .toList();
    NamedReferences.Row latest =
        rows.stream().max(Comparator.comparingLong(NamedReferences.Row::number)).orElseThrow();
    List<String> first = new ArrayList<>();
    int count = 0;
    for (NamedReferences.Row row : sorted) {
      first.addAll(row.usages());
      count += row.count();
    }
    return new Word(
        source,
        latest.number(),
        latest.seenAt(),
        count,
        sorted.getFirst().strongest(),
        first,
        rows.stream().noneMatch(row -> orders(row, image, ground)));
  }

  /**
   * Whether a name asks for an image to be brought where it is not: one inside the stage, or one
   * that a present rule fetches on demand, of somebody whom the rule lets, and a tag that it does
   * not deny. Any other only keeps it.
   */
  static boolean orders(NamedReferences.Row row, Reference image, Ground ground) {
    return ground.rules().denying(image).isEmpty()
        && ground
            .rules()
            .order(
                row.reference().repository(), image.repository(), ground.scopes().namespaces(row));
  }

  /** That it names it no longer. */
  static Word notNamed(String source, long number, Instant seenAt) {
    return new Word(source, number, seenAt, 0, "", List.of());
  }

  /**
   * Tells one word from another where the difference is worth a message: who names the image, why,
   * and whether that orders it. How many there are beyond the ten is not, nor is which Pod or Job
   * of many it is that runs now.
   */
  static String fingerprint(Word word) {
    return Sha256.name(
        64,
        word.strongest(),
        word.first().stream().map(Usages::lasting).distinct().toList(),
        word.keepsOnly());
  }

  /** For people: which names they were. */
  static String text(List<NamedReferences.Row> rows) {
    Set<String> names = new TreeSet<>();
    rows.forEach(row -> names.add(row.reference().text()));
    return String.join(", ", names);
  }
}
