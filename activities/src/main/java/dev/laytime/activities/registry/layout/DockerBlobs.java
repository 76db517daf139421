package dev.laytime.activities.registry.layout;

import dev.laytime.activities.registry.tar.TarEntry;
import dev.laytime.activities.registry.tar.TarFile;
import dev.laytime.image.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.OptionalLong;

/** The content of an image in an archive of Docker's, and the manifest that was made for it. */
final class DockerBlobs implements BlobSource {

  private final TarFile tar;
  private final Map<Digest, TarEntry> files;
  private final Digest digest;
  private final byte[] manifest;

  DockerBlobs(TarFile tar, Map<Digest, TarEntry> files, Digest digest, byte[] manifest) {
    this.tar = tar;
    this.files = Map.copyOf(files);
    this.digest = digest;
    this.manifest = manifest;
  }

  @Override
  public boolean has(Digest wanted) {
    return size(wanted).isPresent();
  }

  @Override
  public OptionalLong size(Digest wanted) {
    if (wanted.equals(digest)) {
      return OptionalLong.of(manifest.length);
    }
    TarEntry entry = files.get(wanted);
    return entry == null ? OptionalLong.empty() : OptionalLong.of(entry.size());
  }

  @Override
  public InputStream open(Digest wanted) throws IOException {
    if (wanted.equals(digest)) {
      return new ByteArrayInputStream(manifest);
    }
    TarEntry entry = files.get(wanted);
    if (entry == null) {
      throw new NoSuchFileException(wanted.value());
    }
    return tar.open(entry);
  }

  /** Only the one manifest there is. */
  @Override
  public byte[] read(Digest wanted) throws IOException {
    if (wanted.equals(digest)) {
      return manifest.clone();
    }
    throw new NoSuchFileException(wanted.value());
  }
}
