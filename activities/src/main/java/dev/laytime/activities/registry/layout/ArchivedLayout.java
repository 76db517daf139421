package dev.laytime.activities.registry.layout;

import dev.laytime.activities.registry.tar.TarException;
import dev.laytime.activities.registry.tar.TarFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The images of a layout in a tar archive, read where they lie. */
public final class ArchivedLayout extends ImageLayout {

  private static final int LARGEST_MARKER = 1024;
  private static final int LARGEST_INDEX = 4 * 1024 * 1024;

  private final IndexDocument index;

  private ArchivedLayout(BlobSource blobs, IndexDocument index) {
    super(blobs);
    this.index = index;
  }

  /**
   * Opens an archive of a layout.
   *
   * @throws TarException if it is no archive that can be read
   * @throws LayoutException if there is no layout of version 1.0.0 in it
   */
  public static ArchivedLayout open(Path archive) throws IOException {
    String attempted = "Opening the archive " + archive;
    TarFile tar = TarFile.open(archive);
    try {
      checkMarker(tar.read(MARKER, LARGEST_MARKER), attempted);
    } catch (NoSuchFileException e) {
      throw unmarked(attempted);
    }
    try {
      byte[] index = tar.read(IndexFile.NAME, LARGEST_INDEX);
      return new ArchivedLayout(new ArchivedBlobs(tar), IndexDocument.parse(index));
    } catch (NoSuchFileException e) {
      throw new LayoutException(attempted, "it has no index.json", "an OCI index");
    }
  }

  @Override
  IndexDocument index() {
    return index;
  }
}
