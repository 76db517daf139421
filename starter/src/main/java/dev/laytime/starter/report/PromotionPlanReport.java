package dev.laytime.starter.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.laytime.starter.output.PlainText;
import dev.laytime.starter.output.Report;
import dev.laytime.view.PromotionPlanView;

/** What an order would do, as {@code -o json} shows it. */
public record PromotionPlanReport(@JsonUnwrapped PromotionPlanView plan) implements Report {

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    line(text, "would be ", plan.id());
    line(text, "  digest     ", plan.order().digest().value());
    line(text, "  path       ", plan.order().path() + " to " + plan.order().stage());
    String against = plan.against();
    if (against != null) {
      line(text, "  refused    ", against);
    }
    plan.targets()
        .forEach(target ->
            line(
                text,
                "  stage      ",
                "%s %s %s".formatted(target.stage(), target.image(), target.does())));
    plan.floating().forEach(tag -> line(text, "  floating   ", tag));
    plan.gates()
        .forEach(gate ->
            line(
                text,
                "  gate       ",
                "%s %s: %s".formatted(gate.gate(), gate.verdict(), gate.reason())));
    for (PromotionPlanView.GitPlan git : plan.git()) {
      String problem = git.problem();
      line(
          text,
          "  git        ",
          git.name()
              + (problem != null
                  ? ": cannot be told: " + problem
                  : git.lines().isEmpty() ? " says so already" : ""));
      git.lines().forEach(changed -> line(text, "    ", changed));
    }
    return text.toString();
  }

  /** Lines of a diff begin with what counts. */
  private static void line(StringBuilder text, String head, String words) {
    String kept = words.startsWith(" ") ? " " + PlainText.oneLine(words) : PlainText.oneLine(words);
    text.append(head).append(kept).append('\n');
  }
}
