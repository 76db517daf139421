package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Reference;
import dev.laytime.image.ReservedTags;
import dev.laytime.lifecycle.Claims;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.MirrorRules;
import dev.laytime.mirror.RepositoryPrefix;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Evidence asks for an image by every name that claims it, and by no other. */
class NamesTest {

  private static final List<String> TARGETS =
      List.of("reg:5000/demo", "reg:5000/demo/hub", "reg:5000/demo/hub/deep", "other:5000/demo");
  private static final List<String> UPSTREAM =
      List.of("docker.io", "docker.io/library", "ghcr.io/team", "reg:5000/demo");
  private static final List<String> RESTS =
      List.of("", "/app", "/hub/app", "/hub/deep/app", "/x/y");
  private static final List<String> ENDS =
      List.of(
          ":1",
          ":2",
          "@" + LedgerTest.digest(1),
          ":1@" + LedgerTest.digest(2),
          ":" + ReservedTags.hold(LedgerTest.digest(1)),
          ":" + ReservedTags.fallback(LedgerTest.digest(2)));

  @Test
  void agreesWithClaimsWhateverTheRules() {
    Random random = new Random(4);
    int claimed = 0;
    for (int round = 0; round < 300; round++) {
      MirrorRules rules =
          new MirrorRules(Stream.generate(() -> rule(random)).limit(random.nextInt(4)).toList());
      for (Reference named : references(random)) {
        for (Reference image : images(random)) {
          boolean claims = Claims.of(named, List.of(LedgerTest.PREFIX), rules).contains(image);
          assertThat(Hearing.names(image, rules).contains(Claims.plain(named)))
              .as("%s by %s under %s", image, named, rules)
              .isEqualTo(claims);
          claimed += claims ? 1 : 0;
        }
      }
    }
    assertThat(claimed).isGreaterThan(100);
  }

  private static MirrorRule rule(Random random) {
    RepositoryPrefix target = RepositoryPrefix.parse(any(TARGETS, random));
    RepositoryPrefix source = RepositoryPrefix.parse(any(UPSTREAM, random));
    return random.nextInt(4) == 0
        ? MirrorRule.alias(target, source)
        : new MirrorRule(target, source, random.nextBoolean());
  }

  private static List<Reference> references(Random random) {
    return Stream.generate(
            () -> any(random.nextBoolean() ? TARGETS : UPSTREAM, random) + any(RESTS, random))
        .filter(text -> text.contains("/"))
        .map(text -> Reference.parse(text + any(ENDS, random)))
        .limit(20)
        .toList();
  }

  private static List<Reference> images(Random random) {
    return references(random).stream()
        .filter(image -> LedgerTest.PREFIX.contains(image.repository()))
        .map(Claims::plain)
        .toList();
  }

  private static String any(List<String> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
