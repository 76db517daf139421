package dev.laytime.activities.job;

import dev.laytime.image.ImageLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A copy as a step of a Job, as our own image takes it: {@code step copy [OPTIONS] SRC DST}. Pure.
 *
 * @param referrers whether signatures, attestations and other referrers come along
 * @param timeout how long it may take in all
 * @param tryFor for how long after its first failure it is tried again, where that may help; zero
 *     for once
 * @param resultFile where what it did is left as a line of JSON; null for nowhere
 */
public record CopyStep(
    ImageLocation source,
    ImageLocation target,
    boolean referrers,
    Duration timeout,
    Duration tryFor,
    @Nullable String resultFile) {

  /**
   * Its exit code where the same may succeed later: {@code EX_TEMPFAIL} of {@code sysexits.h}. Who
   * says so by it is asked again.
   */
  public static final int LATER = 75;

  /** What our image's entry tells from a command and from the worker's own options. */
  public static final String VERB = "step";

  /** How it is called, for whom has it wrong. */
  public static final String USAGE =
      "step copy [--no-referrers] [--timeout=30s] [--try-for=30s] [--result-file=FILE] SRC DST";

  private static final String COPY = "copy";
  private static final String NO_REFERRERS = "--no-referrers";
  private static final String TIMEOUT = "--timeout=";
  private static final String TRY_FOR = "--try-for=";
  private static final String RESULT_FILE = "--result-file=";
  private static final Pattern TIME = Pattern.compile("[0-9]{1,7}[smh]");
  private static final Duration LONGEST = Duration.ofDays(1);

  /** The arguments of our image. */
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of(VERB, COPY));
    if (!referrers) {
      arguments.add(NO_REFERRERS);
    }
    arguments.add(TIMEOUT + seconds(timeout));
    if (tryFor.isPositive()) {
      arguments.add(TRY_FOR + seconds(tryFor));
    }
    if (resultFile != null) {
      arguments.add(RESULT_FILE + resultFile);
    }
    arguments.add(source.text());
    arguments.add(target.text());
    return List.copyOf(arguments);
  }

  private static String seconds(Duration time) {
    return time.toSeconds() + "s";
  }

  /**
   * Reads arguments, without the verb.
   *
   * @throws IllegalArgumentException if they are none of a copy's
   */
  public static CopyStep parse(List<String> arguments) {
    if (arguments.isEmpty() || !arguments.getFirst().equals(COPY)) {
      throw new IllegalArgumentException("expected `copy`, not '%s'".formatted(first(arguments)));
    }
    boolean referrers = true;
    Duration timeout = LONGEST;
    Duration tryFor = Duration.ZERO;
    String resultFile = null;
    List<ImageLocation> places = new ArrayList<>();
    for (String argument : arguments.subList(1, arguments.size())) {
      if (argument.equals(NO_REFERRERS)) {
        referrers = false;
      } else if (argument.startsWith(TIMEOUT)) {
        timeout = time(argument, TIMEOUT);
      } else if (argument.startsWith(TRY_FOR)) {
        tryFor = time(argument, TRY_FOR);
      } else if (argument.startsWith(RESULT_FILE)) {
        resultFile = argument.substring(RESULT_FILE.length());
      } else if (argument.startsWith("-")) {
        throw new IllegalArgumentException("there is no option %s".formatted(argument));
      } else {
        places.add(ImageLocation.parse(argument));
      }
    }
    if (places.size() != 2) {
      throw new IllegalArgumentException("expected SRC and DST, not " + places);
    }
    return new CopyStep(
        places.getFirst(), places.getLast(), referrers, timeout, tryFor, resultFile);
  }

  private static String first(List<String> arguments) {
    return arguments.isEmpty() ? "" : arguments.getFirst();
  }

  /** With its unit, as in {@code 90s} or {@code 5m}. */
  private static Duration time(String argument, String option) {
    String text = argument.substring(option.length());
    if (!TIME.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "%s: expected a time with its unit, as in 90s or 5m, not '%s'"
              .formatted(option.replace("=", ""), text));
    }
    return Duration.parse("PT" + text);
  }
}
