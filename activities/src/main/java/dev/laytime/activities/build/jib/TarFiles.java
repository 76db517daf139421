package dev.laytime.activities.build.jib;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Small files in archives that were written here. */
final class TarFiles {

  private static final int LARGEST = 4 * 1024 * 1024;

  /**
   * A file.
   *
   * @param name in the archive
   */
  record File(String name, String content) {}

  private TarFiles() {}

  /**
   * The content of one.
   *
   * @throws NoSuchFileException if there is none
   */
  static byte[] read(Path archive, String name) throws IOException {
    try (TarArchiveInputStream tar = open(archive)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.getName().equals(name)) {
          if (entry.getSize() > LARGEST) {
            throw new IOException("%s has %d bytes".formatted(name, entry.getSize()));
          }
          return tar.readAllBytes();
        }
      }
    }
    throw new NoSuchFileException(archive.toString(), name, "it is not in the archive");
  }

  /** Writes an archive anew, with some files in place of others. */
  static void replace(Path archive, Map<String, File> files) throws IOException {
    Path next = archive.resolveSibling(archive.getFileName() + ".next");
    try (TarArchiveInputStream from = open(archive);
        TarArchiveOutputStream to =
            new TarArchiveOutputStream(new BufferedOutputStream(Files.newOutputStream(next)))) {
      to.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      to.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      for (TarArchiveEntry entry = from.getNextEntry();
          entry != null;
          entry = from.getNextEntry()) {
        File file = files.get(entry.getName());
        if (file == null) {
          to.putArchiveEntry(entry);
          var _ = from.transferTo(to);
        } else {
          byte[] content = file.content().getBytes(StandardCharsets.UTF_8);
          TarArchiveEntry other = new TarArchiveEntry(file.name());
          other.setSize(content.length);
          other.setModTime(0);
          to.putArchiveEntry(other);
          to.write(content);
        }
        to.closeArchiveEntry();
      }
      to.finish();
    }
    var _ = Files.move(next, archive, StandardCopyOption.REPLACE_EXISTING);
  }

  private static TarArchiveInputStream open(Path archive) throws IOException {
    return new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(archive)));
  }
}
