package dev.laytime.lifecycle;

import dev.laytime.image.Reference;
import dev.laytime.mirror.RepositoryPrefix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
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
   * @param until when it ends by itself; null where only other images can end it
   */
  public record Kept(String reason, @Nullable Instant until) {}

  /**
   * Why an image stays; empty where no rule keeps it.
   *
   * @param siblings all images of its repository that are in the stage and have a tag, itself too
   * @param rollbacks what workloads used it
   */
  public static List<Kept> keepers(
      RepositoryPrefix stage,
      Sibling image,
      List<Sibling> siblings,
      List<Rollback> rollbacks,
      List<RetentionRule> rules,
      Instant now) {
    List<Kept> kept = new ArrayList<>();
    for (RetentionRule rule : rules) {
      if (matches(stage, image.image(), rule)) {
        byAge(image, rule, now, kept);
        byRank(stage, image, siblings, rule, kept);
        byRollback(rollbacks, rule, now, kept);
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
    return patterns.isEmpty()
        || patterns.stream().anyMatch(pattern -> Glob.compile(pattern).matcher(text).matches());
  }

  /** Patterns over paths: {@code *} within a component, {@code **} across, {@code ?} for one. */
  public static final class Glob {

    private Glob() {}

    /** The pattern as a regular expression over the whole text. */
    public static Pattern compile(String glob) {
      StringBuilder regex = new StringBuilder();
      for (int i = 0; i < glob.length(); i++) {
        char at = glob.charAt(i);
        if (at == '*' && i + 1 < glob.length() && glob.charAt(i + 1) == '*') {
          regex.append(".*");
          i++;
        } else if (at == '*') {
          regex.append("[^/]*");
        } else if (at == '?') {
          regex.append("[^/]");
        } else {
          regex.append(Pattern.quote(String.valueOf(at)));
        }
      }
      return Pattern.compile(regex.toString());
    }
  }
}
