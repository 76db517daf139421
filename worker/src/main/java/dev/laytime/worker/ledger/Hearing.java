package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.ReservedTags;
import dev.laytime.mirror.MirrorRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks the sources of use about one image. Whoever names it keeps it, whether its word is asked for
 * or not; that it is not named counts only from a source that was asked, and only if nothing about
 * the source leaves a doubt.
 */
final class Hearing {

  private final Ground ground;
  private final NamedReferences references;
  private final Lives lives;

  Hearing(Ground ground, NamedReferences references, Lives lives) {
    this.ground = ground;
    this.references = references;
    this.lives = lives;
  }

  /**
   * One testimony a source, by name.
   *
   * @param stage that the image lies in
   */
  List<Testimony> of(Question question, StageRow stage) {
    Map<String, List<NamedReferences.Row>> naming = naming(question);
    List<String> asked = stage.settings().vouchedBy();
    Set<String> missing = new LinkedHashSet<>(asked);
    List<Testimony> heard = new ArrayList<>();
    for (SourceRow source : ground.sources()) {
      missing.remove(source.name());
      if (!ground.scopes().cover(source.name(), question.image().repository())) {
        continue;
      }
      List<NamedReferences.Row> rows = naming.getOrDefault(source.name(), List.of());
      if (!rows.isEmpty()) {
        heard.add(
            new Testimony.Named(
                source.name(),
                Words.named(source.name(), question.image(), rows, ground),
                Words.text(rows),
                Credence.nextScan(source, question)));
      } else if (asked.isEmpty() || asked.contains(source.name())) {
        heard.add(Credence.of(source, stage.settings().gracePeriod(), question));
      }
    }
    for (String name : missing) {
      heard.add(
          new Testimony.NotYet(
              name, "it is not registered", null, question.now().plus(Credence.LOST)));
    }
    return heard;
  }

  /** What names it, by source. */
  private Map<String, List<NamedReferences.Row>> naming(Question question) {
    Map<String, List<NamedReferences.Row>> naming = new LinkedHashMap<>();
    for (NamedReferences.Row row :
        references.matching(
            names(question, ground.rules(), lives),
            question.image().repository(),
            question.digest())) {
      if (ground.scopes().cover(row.source(), question.image().repository())) {
        naming.computeIfAbsent(row.source(), _ -> new ArrayList<>()).add(row);
      }
    }
    return naming;
  }

  /** Every name that claims what a question is about. */
  static Set<Reference> names(Question question, MirrorRules rules, Lives lives) {
    Set<Reference> names = names(question.image(), rules);
    lives.find(question.life()).map(LifeRow::source).ifPresent(names::add);
    Digest digest = question.digest();
    if (digest != null) {
      // The row of such a tag has no digest where the tag is too short for all of it.
      names.add(question.image().repository().tagged(ReservedTags.hold(digest)));
      names.add(question.image().repository().tagged(ReservedTags.fallback(digest)));
    }
    return names;
  }

  /**
   * Every name that claims an image: its own, and what any rule, present or past, copies it from.
   * What it was in fact copied from claims it, too. The reverse of {@code Claims}.
   */
  static Set<Reference> names(Reference image, MirrorRules rules) {
    Set<Reference> names = new LinkedHashSet<>();
    names.add(image);
    rules.rules().forEach(rule -> rule.sourceOf(image).ifPresent(names::add));
    return names;
  }
}
