package dev.laytime.worker.configuration;

import dev.laytime.promotion.PromotionPath;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/** When scheduled promotions begin: five fields, from minute to day of the week, in UTC. */
final class Cron {

  private static final Pattern FIELDS = Pattern.compile("\\S+(\\s+\\S+){4}|@[a-z]+");

  private Cron() {}

  /** A schedule and who needs one belong together. */
  static void require(String path, PromotionPath.Automatic automatic, @Nullable String schedule) {
    if ((automatic == PromotionPath.Automatic.SCHEDULED) != (schedule != null)) {
      throw new IllegalArgumentException(
          "promotion '%s': expected automatic: scheduled and schedule together, or neither"
              .formatted(path));
    }
    if (schedule != null && !valid(schedule)) {
      throw new IllegalArgumentException(
          ("promotion '%s': schedule: expected minute, hour, day, month and day of the week, in"
                  + " UTC, as in \"0 6 * * MON-FRI\", not '%s'")
              .formatted(path, schedule));
    }
  }

  private static boolean valid(String schedule) {
    return FIELDS.matcher(schedule).matches() && CronExpression.isValidExpression(normal(schedule));
  }

  /** As Spring has it: it begins with the second. */
  static String normal(String schedule) {
    return schedule.startsWith("@") ? schedule : "0 " + schedule;
  }
}
