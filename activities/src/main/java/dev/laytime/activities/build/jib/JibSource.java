package dev.laytime.activities.build.jib;

import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import dev.laytime.activities.build.git.SourceTree;
import dev.laytime.activities.build.git.SourceTree.Entry;
import dev.laytime.activities.build.git.SourceTree.Kind;
import dev.laytime.build.BuildException;
import dev.laytime.build.BuildFailureKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What a source gives to its image; it is not asked again.
 *
 * @param layers whose files lie in a directory of this build's
 * @param committed when the commit was made
 */
record JibSource(ImageFile file, List<FileEntriesLayer> layers, Instant committed) {

  /**
   * Reads it.
   *
   * @param path of the file that says what goes where
   * @param directory empty, and nobody else's
   * @throws BuildException if the source is at fault
   */
  static JibSource read(SourceTree tree, String path, JibLimits limits, Path directory)
      throws IOException {
    ImageFile file = ImageFileReader.read(content(tree, path), limits.layers());
    return new JibSource(
        file,
        new LayerFiles(tree, file.from() != null, limits, directory).of(file.layers()),
        tree.committed());
  }

  private static byte[] content(SourceTree tree, String path) throws IOException {
    Entry file =
        tree.find(path).orElseThrow(() -> refused("the source has no file %s".formatted(path)));
    if (file.kind() != Kind.FILE && file.kind() != Kind.PROGRAM) {
      throw refused("%s is no file, and no link is followed".formatted(path));
    }
    if (tree.size(file) > ImageFileReader.LONGEST) {
      throw refused("%s: expected %d bytes at most".formatted(path, ImageFileReader.LONGEST));
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    tree.copy(file, content);
    return content.toByteArray();
  }

  private static BuildException refused(String said) {
    return new BuildException(BuildFailureKind.USER_ERROR, said);
  }
}
