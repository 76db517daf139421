package dev.laytime.mirror;

import dev.laytime.image.Tag;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a tag says of which version it is: one to four numbers, {@code v} before them or not, and a
 * prerelease after {@code -} or not. Compared as semantic versions are; within a part of a
 * prerelease numbers count as numbers, so that {@code rc10} comes after {@code rc2}.
 *
 * @param numbers four; those that the tag leaves out are zero
 * @param prerelease its parts; empty for a release
 * @see <a href="https://semver.org/spec/v2.0.0.html#spec-item-11">Semantic Versioning, precedence
 *     </a>
 */
public record Version(List<Long> numbers, List<String> prerelease) implements Comparable<Version> {

  private static final int NUMBERS = 4;

  /** No digit or part can be read in two ways: no text takes longer than its length. */
  private static final Pattern FORM =
      Pattern.compile(
          "v?(\\d{1,18}(?:\\.\\d{1,18}){0,3})(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?");

  private static final Pattern RUNS = Pattern.compile("\\d+|\\D+");
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  /** A release comes after all of its prereleases. */
  private static final Comparator<Version> ORDER =
      Comparator.comparing(Version::numbers, Version::compareNumbers)
          .thenComparing(version -> version.prerelease().isEmpty())
          .thenComparing(Version::prerelease, Version::compareParts);

  public Version {
    numbers = List.copyOf(numbers);
    prerelease = List.copyOf(prerelease);
  }

  /** The version that a tag names; empty where it names none. */
  public static Optional<Version> of(Tag tag) {
    Matcher matcher = FORM.matcher(tag.value());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    List<Long> given = Arrays.stream(matcher.group(1).split("\\.", -1)).map(Long::valueOf).toList();
    String prerelease = matcher.group(2);
    return Optional.of(
        new Version(
            Stream.concat(given.stream(), Stream.generate(() -> 0L)).limit(NUMBERS).toList(),
            prerelease == null ? List.of() : List.of(prerelease.split("\\.", -1))));
  }

  /** As a semantic version of three numbers; empty where it has a fourth. */
  Optional<String> semantic() {
    if (numbers.get(NUMBERS - 1) != 0) {
      return Optional.empty();
    }
    String release =
        numbers.stream().limit(NUMBERS - 1).map(String::valueOf).collect(Collectors.joining("."));
    return Optional.of(
        prerelease.isEmpty() ? release : release + "-" + String.join(".", prerelease));
  }

  /** Whether its numbers come before another's, whatever prereleases they are. */
  public boolean isOlderRelease(Version other) {
    return compareNumbers(numbers, other.numbers) < 0;
  }

  @Override
  public int compareTo(Version other) {
    return ORDER.compare(this, other);
  }

  private static int compareNumbers(List<Long> some, List<Long> others) {
    for (int i = 0; i < some.size(); i++) {
      int order = some.get(i).compareTo(others.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int compareParts(List<String> some, List<String> others) {
    for (int i = 0; i < Math.min(some.size(), others.size()); i++) {
      int order = comparePart(some.get(i), others.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(some.size(), others.size());
  }

  private static int comparePart(String one, String other) {
    boolean number = NUMBER.matcher(one).matches();
    if (number != NUMBER.matcher(other).matches()) {
      return number ? -1 : 1;
    }
    List<String> some = runs(one);
    List<String> others = runs(other);
    for (int i = 0; i < Math.min(some.size(), others.size()); i++) {
      int order = compareRun(some.get(i), others.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(some.size(), others.size());
  }

  private static List<String> runs(String part) {
    return RUNS.matcher(part).results().map(result -> result.group()).toList();
  }

  /** Numbers of any length: the longer one is higher, leading zeros aside. */
  private static int compareRun(String one, String other) {
    if (!NUMBER.matcher(one).matches() || !NUMBER.matcher(other).matches()) {
      return one.compareTo(other);
    }
    String some = one.replaceFirst("^0+", "");
    String others = other.replaceFirst("^0+", "");
    int longer = Integer.compare(some.length(), others.length());
    return longer == 0 ? some.compareTo(others) : longer;
  }
}
