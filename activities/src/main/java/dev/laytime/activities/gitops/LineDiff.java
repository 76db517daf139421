package dev.laytime.activities.gitops;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/** What an edit changes, as people read it. */
final class LineDiff {

  private static final int MOST_LINES = 200;

  private LineDiff() {}

  static List<String> of(TreeEdit edit) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : edit.before().entrySet()) {
      lines.add("--- a/" + file.getKey());
      lines.add("+++ b/" + file.getKey());
      RawText before = new RawText(file.getValue());
      RawText after = new RawText(edit.after(file.getKey()));
      EditList edits = new HistogramDiff().diff(RawTextComparator.DEFAULT, before, after);
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      try (DiffFormatter formatter = new DiffFormatter(written)) {
        formatter.setContext(1);
        formatter.format(edits, before, after);
      }
      lines.addAll(written.toString(StandardCharsets.UTF_8).lines().toList());
    }
    return lines.stream().limit(MOST_LINES).toList();
  }
}
