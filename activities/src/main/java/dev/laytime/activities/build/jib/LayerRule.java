package dev.laytime.activities.build.jib;

import dev.laytime.activities.build.git.SourceTree.Entry;
import dev.laytime.image.Glob;

/**
 * What goes into a layer.
 *
 * @param files a pattern of {@link Glob} over paths in the source
 * @param to the directory that they get into, below which they lie as they did below the pattern's
 *     fixed part
 * @param mode of the files, in octal digits; empty for 755 for programs and 644 for others
 * @param owner as in {@code 1000:1000}; empty for root
 */
record LayerRule(String files, String to, String mode, String owner) {

  /** Whether something belongs to it. */
  boolean covers(Entry entry) {
    return Glob.matches(files, entry.path());
  }

  /** Where the files all lie: whole components without a wildcard. */
  String directory() {
    int wildcard = files.length();
    for (char each : new char[] {'*', '?'}) {
      int at = files.indexOf(each);
      wildcard = at < 0 ? wildcard : Math.min(wildcard, at);
    }
    int slash = files.substring(0, wildcard).lastIndexOf('/');
    return slash < 0 ? "" : files.substring(0, slash);
  }

  /** Where a file comes to lie in the image. */
  String place(Entry entry) {
    String directory = directory();
    String rest =
        directory.isEmpty() ? entry.path() : entry.path().substring(directory.length() + 1);
    return to.endsWith("/") ? to + rest : to + "/" + rest;
  }
}
