package dev.laytime.lifecycle;

import dev.laytime.image.Glob;
import dev.laytime.image.Reference;
import dev.laytime.mirror.RepositoryPrefix;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What retention rules say of one image. */
public final class Retention {

  private Retention() {}

  /**
   * An image of the repository, as the ledger knows it.
   *
   * @param firstSeen all images first seen in one sweep have one instant, and rank equal
   */
  public record Sibling(Reference image, Instant firstSeen) {}

  /**
   * That a workload used the image, by the ledger's own record.
   *
   * @param workload for people
   * @param back how many image sets it used since: 0 for its present one
   * @param until when this no longer counts, of a workload that is gone; null of one that is there
   */
  public record Rollback(String workload, int back, @Nullable Instant until) {}

  /**
   * One reason to stay.
   *
   * @param until when it ends by itself, or may; null where only other images can end it
   */
  public record Kept(String reason, @Nullable Instant until) {}

  /**
   * Why an image stays; empty where no rule keeps it.
   *
   * @param siblings all images of its repository that are in the stage and have a tag, itself too
   * @param rollbacks what workloads used it
   * @param pulls who pulled it; null where no rule asks for that
   */
  public static List<Kept> keepers(
      RepositoryPrefix stage,
      Sibling image,
      List<Sibling> siblings,
      List<Rollback> rollbacks,
      @Nullable PullRecord pulls,
      List<RetentionRule> rules,
      Instant now) {
    List<Kept> kept = new ArrayList<>();
    for (RetentionRule rule : rules) {
      if (matches(stage, image.image(), rule)) {
        byAge(image, rule, now, kept);
        byRank(stage, image, siblings, rule, kept);
        byRollback(rollbacks, rule, now, kept);
        byPull(pulls, rule, now, kept);
      }
    }
    return kept;
  }

  /** The widest window of rollbacks that counts for an image; 0 for none. */
  public static int rollbackWindow(
      RepositoryPrefix stage, Reference image, List<RetentionRule> rules) {
    return rules.stream()
        .filter(rule -> matches(stage, image, rule))
        .map(RetentionRule::rollbackWindow)
        .filter(Objects::nonNull)
        .mapToInt(Integer::intValue)
        .max()
        .orElse(0);
  }

  /** The longest time for which a pull of an image counts; zero for none. */
  public static Duration pullWindow(
      RepositoryPrefix stage, Reference image, List<RetentionRule> rules) {
    return rules.stream()
        .filter(rule -> matches(stage, image, rule))
        .map(RetentionRule::pulledWithin)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  private static void byPull(
      @Nullable PullRecord pulls, RetentionRule rule, Instant now, List<Kept> kept) {
    Duration window = rule.pulledWithin();
    if (window != null && window.isPositive() && pulls != null) {
      pulls.keeps(window, now).stream().filter(one -> !kept.contains(one)).forEach(kept::add);
    }
  }

  private static void byRollback(
      List<Rollback> rollbacks, RetentionRule rule, Instant now, List<Kept> kept) {
    int window = rule.rollbackWindow() == null ? 0 : rule.rollbackWindow();
    for (Rollback rollback : rollbacks) {
      Instant end = rollback.until();
      if (window > 0 && rollback.back() <= window && (end == null || now.isBefore(end))) {
        kept.add(new Kept(text(rollback, window), end));
      }
    }
  }

  private static String text(Rollback rollback, int window) {
    String place =
        rollback.back() == 0
            ? "last used by "
            : "rollback target %d of %d of ".formatted(rollback.back(), window);
    return place
        + rollback.workload()
        + (rollback.until() == null ? "" : ", which is gone; until " + rollback.until());
  }

  private static void byAge(Sibling image, RetentionRule rule, Instant now, List<Kept> kept) {
    if (rule.minAge() != null) {
      Instant end = image.firstSeen().plus(rule.minAge());
      if (now.isBefore(end)) {
        kept.add(new Kept("younger than " + rule.minAge() + ", until " + end, end));
      }
    }
  }

  private static void byRank(
      RepositoryPrefix stage,
      Sibling image,
      List<Sibling> siblings,
      RetentionRule rule,
      List<Kept> kept) {
    if (rule.keepLast() == null || rule.keepLast() == 0) {
      return;
    }
    long newer =
        siblings.stream()
            .filter(sibling -> matches(stage, sibling.image(), rule))
            .filter(sibling -> sibling.firstSeen().isAfter(image.firstSeen()))
            .count();
    if (newer < rule.keepLast()) {
      kept.add(new Kept("one of the last %d kept".formatted(rule.keepLast()), null));
    }
  }

  private static boolean matches(RepositoryPrefix stage, Reference image, RetentionRule rule) {
    String repository = stage.rest(image.repository()).orElse("");
    String tag = image instanceof Reference.Tagged(_, var named) ? named.value() : "";
    return anyMatches(rule.repositories(), repository) && anyMatches(rule.tags(), tag);
  }

  private static boolean anyMatches(List<String> patterns, String text) {
    return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> Glob.matches(pattern, text));
  }
}
