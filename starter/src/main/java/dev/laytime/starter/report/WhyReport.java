package dev.laytime.starter.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.laytime.starter.output.Report;
import dev.laytime.view.WhyView;
import dev.laytime.view.WhyView.OneLife;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Everything of one image, as {@code -o json} shows it.
 *
 * @param image as it was asked for, normalised
 * @param lives the stage images that are meant
 * @param now not shown
 */
public record WhyReport(String image, List<OneLife> lives, @JsonIgnore Instant now)
    implements Report {

  public WhyReport {
    lives = List.copyOf(lives);
  }

  /** The worker's answer. */
  public static WhyReport of(WhyView why, Instant now) {
    return new WhyReport(why.image(), why.lives(), now);
  }

  @Override
  public String text() {
    String all =
        lives.stream().map(life -> new LifeText(now).of(life)).collect(Collectors.joining("\n"));
    return isItself() ? all : claimed() + all;
  }

  private boolean isItself() {
    return lives.size() == 1 && lives.getFirst().image().equals(image);
  }

  private String claimed() {
    return lives.isEmpty()
        ? "%s lies in no stage and claims no image of one%n".formatted(image)
        : "%s claims:%n%n".formatted(image);
  }
}
