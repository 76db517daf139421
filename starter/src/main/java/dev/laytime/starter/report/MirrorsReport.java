package dev.laytime.starter.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.laytime.starter.output.Moment;
import dev.laytime.starter.output.Report;
import dev.laytime.starter.output.Table;
import dev.laytime.view.MirrorsView.Counts;
import dev.laytime.view.MirrorsView.Mirror;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mirrors that are polled, as {@code -o json} shows them.
 *
 * @param whole whether everything is told of them; not shown
 */
public record MirrorsReport(List<Mirror> mirrors, @JsonIgnore boolean whole) implements Report {

  public MirrorsReport {
    mirrors = List.copyOf(mirrors);
  }

  @Override
  public String text() {
    if (mirrors.isEmpty()) {
      return "no mirror is polled\n";
    }
    Table table = new Table("NAME", "SOURCE", "CURRENT", "DUE", "FAILING", "LAST POLL", "NEXT");
    for (Mirror mirror : mirrors) {
      Counts counts = mirror.counts();
      table.add(
          mirror.name(),
          mirror.source(),
          counts == null ? "-" : "%d of %d".formatted(counts.current(), counts.matched()),
          counts == null ? "-" : String.valueOf(counts.due()),
          counts == null ? "-" : String.valueOf(counts.failing()),
          mirror.lastEnd() == null ? "never" : Moment.text(mirror.lastEnd()),
          next(mirror));
    }
    StringBuilder text = new StringBuilder(table.text());
    if (whole) {
      mirrors.forEach(mirror -> words(mirror).forEach(word -> text.append(word).append('\n')));
    }
    return text.toString();
  }

  private static String next(Mirror mirror) {
    if (mirror.resting()) {
      return "rests";
    }
    if (mirror.done()) {
      return "done";
    }
    String at = mirror.next() == null ? "soon" : Moment.text(mirror.next());
    return mirror.waitsFor().isEmpty() ? at : at + ", throttled";
  }

  private static List<String> words(Mirror mirror) {
    List<String> words = new ArrayList<>();
    words.add("");
    words.add("into %s, every %d s".formatted(mirror.target(), mirror.everySeconds()));
    if (mirror.resting()) {
      words.add("rests: its object is suspended or refused; what it brought stays");
    }
    say(words, "waits: ", mirror.waitsFor());
    say(words, "last poll: ", mirror.result());
    say(words, "not to the end: ", mirror.failure());
    say(words, "", upstream(mirror.counts()));
    mirror.causes().forEach(cause -> words.add("- " + cause));
    return words;
  }

  private static String upstream(@Nullable Counts counts) {
    if (counts == null || counts.left() + counts.gone() + counts.moved() == 0) {
      return "";
    }
    return "%d left as they are; of those brought %d are gone at the source, %d moved there"
        .formatted(counts.left(), counts.gone(), counts.moved());
  }

  private static void say(List<String> words, String before, String text) {
    if (!text.isEmpty()) {
      words.add(before + text);
    }
  }
}
