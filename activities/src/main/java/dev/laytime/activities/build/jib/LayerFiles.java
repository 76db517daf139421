package dev.laytime.activities.build.jib;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import dev.laytime.activities.build.git.SourceTree;
import dev.laytime.activities.build.git.SourceTree.Entry;
import dev.laytime.activities.build.git.SourceTree.Kind;
import dev.laytime.build.BuildException;
import dev.laytime.build.BuildFailureKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Brings files out of Git's objects, each under its object's name: no name of the source's ever
 * becomes one on this machine.
 */
final class LayerFiles {

  private static final Pattern STRANGE =
      Pattern.compile("[\\p{Cntrl}\\\\]|(^|/)(\\.{0,2}|\\.wh\\.[^/]*)(/|$)");

  /**
   * What bases have in a way of their own, as a link or with rights that others have not. Jib would
   * write each directory anew in front of what goes into it.
   */
  private static final Pattern OF_THE_BASE =
      Pattern.compile("/(?:lib[^/]*|bin|sbin|tmp|root|home/[^/]+|var/(?:tmp|run|lock))/.*");

  /** Steps of patterns over paths, in all. */
  private static final long MOST_STEPS = 10_000_000_000L;

  private final SourceTree source;
  private final boolean onBase;
  private final JibLimits limits;
  private final Path directory;
  private final Set<String> written = new HashSet<>();
  private int files;
  private long bytes;
  private long steps;

  /**
   * Of a source.
   *
   * @param onBase whether they come to lie over another image
   * @param directory empty, and nobody else's
   */
  LayerFiles(SourceTree source, boolean onBase, JibLimits limits, Path directory) {
    this.source = source;
    this.onBase = onBase;
    this.limits = limits;
    this.directory = directory;
  }

  /**
   * Layers as Jib takes them.
   *
   * @throws BuildException if a layer would be empty, holds what is no file, or exceeds a limit
   */
  List<FileEntriesLayer> of(List<LayerRule> rules) throws IOException {
    List<FileEntriesLayer> layers = new ArrayList<>();
    for (LayerRule rule : rules) {
      layers.add(layer(rule));
    }
    return layers;
  }

  private FileEntriesLayer layer(LayerRule rule) throws IOException {
    FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(rule.files());
    boolean empty = true;
    for (Entry entry : below(rule)) {
      source.failIfAbandoned();
      steps += (long) rule.files().length() * entry.path().length();
      if (steps > MOST_STEPS) {
        throw refused("the layers' patterns are too long for so many files");
      }
      if (rule.covers(entry)) {
        add(layer, rule, entry);
        empty = false;
      }
    }
    if (empty) {
      throw refused("no file of the source fits '%s'".formatted(rule.files()));
    }
    return layer.build();
  }

  private List<Entry> below(LayerRule rule) throws IOException {
    List<Entry> entries = source.below(rule.directory(), limits.entries());
    if (entries.size() > limits.entries()) {
      throw refused(
          "the source has more than %d files below '%s'"
              .formatted(limits.entries(), rule.directory()));
    }
    return entries;
  }

  private void add(FileEntriesLayer.Builder layer, LayerRule rule, Entry entry) throws IOException {
    switch (entry.kind()) {
      case LINK -> throw refused("%s is a link, which is not taken".formatted(entry.path()));
      case SUBMODULE ->
          throw refused("%s is a submodule, which is not fetched".formatted(entry.path()));
      case FILE, PROGRAM -> {}
    }
    String place = rule.place(entry);
    if (STRANGE.matcher(entry.path()).find() || STRANGE.matcher(place.substring(1)).find()) {
      throw refused("'%s' is a name that is not taken".formatted(place));
    }
    if (onBase && OF_THE_BASE.matcher(place).matches()) {
      throw refused(
          "%s: expected a directory of its own, as /app, for the base may have this one in another way"
              .formatted(place));
    }
    layer.addEntry(
        content(entry),
        AbsoluteUnixPath.get(place),
        FilePermissions.fromOctalString(mode(rule, entry)),
        FileEntriesLayer.DEFAULT_MODIFICATION_TIME,
        rule.owner());
  }

  private static String mode(LayerRule rule, Entry entry) {
    if (!rule.mode().isEmpty()) {
      return rule.mode();
    }
    return entry.kind() == Kind.PROGRAM ? "755" : "644";
  }

  private Path content(Entry entry) throws IOException {
    files++;
    if (files > limits.files()) {
      throw refused("more than %d files go into layers".formatted(limits.files()));
    }
    long size = source.size(entry);
    bytes += size;
    if (size > limits.fileBytes() || bytes > limits.bytes()) {
      throw refused(
          "%s: files of %d bytes at most go into layers, and of %d in all"
              .formatted(entry.path(), limits.fileBytes(), limits.bytes()));
    }
    Path file = directory.resolve(entry.object());
    if (written.add(entry.object())) {
      try (OutputStream out = Files.newOutputStream(file)) {
        source.copy(entry, out);
      }
    }
    return file;
  }

  private static BuildException refused(String said) {
    return new BuildException(BuildFailureKind.USER_ERROR, said);
  }
}
