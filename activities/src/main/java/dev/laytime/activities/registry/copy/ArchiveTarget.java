package dev.laytime.activities.registry.copy;

import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.layout.AtomicFile;
import dev.laytime.activities.registry.tar.TarWriter;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tar archive as the target of one attempt at a copy.
 *
 * <p>What arrives is kept in a directory beside the archive, where the next attempt finds it. The
 * archive is written once the copy is whole, and only then takes the place of what was there. It
 * holds what this attempt was told to write, and nothing else.
 */
public final class ArchiveTarget implements ImageStore {

  private static final int BUFFER = 128 * 1024;

  private final Path file;
  private final ArchiveParts parts;
  private final LayoutStore content;
  private final ArchiveForm form;

  private ArchiveTarget(Path file, ArchiveParts parts, LayoutStore content, ArchiveForm form) {
    this.file = file;
    this.parts = parts;
    this.content = content;
    this.form = form;
  }

  /**
   * An archive of an OCI image layout, for this copy alone until it is closed.
   *
   * @param file that it will be, in the place of one that may be there
   * @param copy the same for every attempt at this copy, and for no other
   * @throws RegistryException of type {@code REFUSED} if something else is there, or another copy
   *     at work on it; {@code UNAVAILABLE} while another attempt at this copy is
   */
  public static ArchiveTarget ofLayout(Path file, String copy) throws RegistryException {
    return replacing(file, copy, new LayoutForm());
  }

  /**
   * An archive for {@code docker load}, as {@link #ofLayout}.
   *
   * @param name that the image gets when it is loaded; null for none
   */
  public static ArchiveTarget ofDocker(Path file, String copy, @Nullable Reference name)
      throws RegistryException {
    return replacing(file, copy, new DockerForm(name));
  }

  private static ArchiveTarget replacing(Path file, String copy, ArchiveForm form)
      throws RegistryException {
    ArchiveParts parts = ArchiveParts.claim(file, copy);
    try {
      return new ArchiveTarget(file, parts, LayoutStore.existingOrNew(parts.directory()), form);
    } catch (RegistryException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /** What was there before is not looked at: it will be replaced. */
  @Override
  public Optional<Descriptor> find(Tag tag) {
    return Optional.empty();
  }

  @Override
  public Optional<Descriptor> find(Digest digest) {
    return form.find(digest).map(Manifest::descriptor);
  }

  @Override
  public List<Tag> tags() {
    return List.of();
  }

  @Override
  public Manifest fetch(Digest digest) throws IOException {
    return form.find(digest)
        .orElseThrow(() ->
            new RegistryException(
                FailureType.NOT_FOUND,
                "read manifest %s of %s".formatted(digest, this),
                "it was not written",
                "read archives with a copy of their own"));
  }

  @Override
  public Optional<Manifest> get(Tag tag) {
    return Optional.empty();
  }

  @Override
  public List<Descriptor> referrers(Digest subject) {
    return List.of();
  }

  @Override
  public boolean has(Descriptor blob) {
    return content.has(blob);
  }

  @Override
  public InputStream open(Descriptor blob) throws IOException {
    return content.open(blob);
  }

  @Override
  public void write(Descriptor blob, InputStream bytes) throws IOException {
    content.write(blob, bytes);
  }

  @Override
  public Having have(Descriptor blob, ImageStore from) {
    return content.have(blob, from);
  }

  @Override
  public void write(Manifest manifest, @Nullable Tag tag) throws IOException {
    form.list(manifest, tag);
  }

  @Override
  public void writeChild(Manifest manifest, Check beforeLists) throws IOException {
    form.add(manifest);
  }

  @Override
  public boolean keepsReferrers() {
    return form.keepsReferrers();
  }

  @Override
  public void checkFit(Manifest image) throws RegistryException {
    form.checkFit(image);
  }

  /** Files can be deleted one by one. */
  @Override
  public boolean vouchesForContent() {
    return false;
  }

  @Override
  public void complete(Completion completion) throws IOException {
    try {
      AtomicFile.replace(
          file,
          parts.directory(),
          part -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), BUFFER)) {
              TarWriter tar = new TarWriter(out, completion::step);
              form.write(tar, content);
              tar.finish();
            }
            completion.check();
          });
    } catch (RegistryException | InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw LayoutStore.failed("write " + this, e);
    }
    parts.drop();
  }

  @Override
  public void close() {
    parts.close();
  }

  @Override
  public String toString() {
    return form.prefix() + file;
  }
}
