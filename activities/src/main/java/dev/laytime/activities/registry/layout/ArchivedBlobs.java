package dev.laytime.activities.registry.layout;

import dev.laytime.activities.registry.tar.TarEntry;
import dev.laytime.activities.registry.tar.TarException;
import dev.laytime.activities.registry.tar.TarFile;
import dev.laytime.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** The content of a layout in an archive. */
final class ArchivedBlobs implements BlobSource {

  private static final int LARGEST_MANIFEST = 4 * 1024 * 1024;
  private static final long MOST_BYTES = 64L * 1024 * 1024;

  private final TarFile tar;
  private final AtomicLong read = new AtomicLong();

  ArchivedBlobs(TarFile tar) {
    this.tar = tar;
  }

  static String name(Digest digest) {
    return "blobs/" + digest.algorithm() + "/" + digest.hex();
  }

  @Override
  public boolean has(Digest digest) {
    return tar.find(name(digest)).isPresent();
  }

  @Override
  public OptionalLong size(Digest digest) {
    return tar.find(name(digest))
        .map(TarEntry::size)
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  @Override
  public InputStream open(Digest digest) throws IOException {
    String name = name(digest);
    return tar.open(tar.find(name).orElseThrow(() -> new NoSuchFileException(name)));
  }

  @Override
  public byte[] read(Digest digest) throws IOException {
    byte[] content = tar.read(name(digest), LARGEST_MANIFEST);
    if (read.addAndGet(content.length) > MOST_BYTES) {
      throw new TarException("its manifests are longer than 64 MiB together");
    }
    return content;
  }
}
