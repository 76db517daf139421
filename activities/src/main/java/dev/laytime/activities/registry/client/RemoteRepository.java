package dev.laytime.activities.registry.client;

import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A repository in a registry.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md">OCI
 *     distribution-spec</a>
 */
public final class RemoteRepository implements ImageStore {

  private final Repository repository;
  private final RegistryClient.Connection connection;
  private final Manifests manifests;
  private final Blobs blobs;
  private final Referrers referrers;
  private final Tags tags;

  RemoteRepository(Repository repository, RegistryClient.Connection connection, String scope) {
    this.repository = repository;
    this.connection = connection;
    Exchange exchange = new Exchange(connection, scope);
    this.manifests = new Manifests(repository, exchange);
    this.blobs = new Blobs(repository, exchange);
    this.referrers = new Referrers(repository, exchange, manifests);
    this.tags = new Tags(repository, exchange);
  }

  @Override
  public Optional<Descriptor> find(Tag tag) throws IOException {
    return manifests.find(tag.value());
  }

  @Override
  public Optional<Descriptor> find(Digest digest) throws IOException {
    return manifests.find(digest.value());
  }

  @Override
  public List<Tag> tags() throws IOException {
    return tags.list();
  }

  @Override
  public Manifest fetch(Digest digest) throws IOException {
    return manifests.fetch(digest);
  }

  /** The manifest of a digest, verified; empty where the registry says that there is none. */
  public Optional<Manifest> get(Digest digest) throws IOException {
    return manifests
        .get(digest.value(), "pull manifest " + manifests.name(digest.value()))
        .filter(manifest -> manifest.digest().equals(digest));
  }

  /** What a tag names now, verified; empty where the registry says that there is no such tag. */
  public Optional<Manifest> get(Tag tag) throws IOException {
    return manifests.get(tag.value(), "pull manifest " + manifests.name(tag.value()));
  }

  /** All tags; empty where the registry itself says that there is no such repository. */
  public Optional<List<Tag>> findTags() throws IOException {
    return tags.find();
  }

  /** Writes a placeholder, and what it names, under a tag. */
  public void writePlaceholder(Manifest placeholder, Tag tag) throws IOException {
    Descriptor config = Placeholder.config();
    if (!blobs.has(config)) {
      blobs.write(config, new ByteArrayInputStream(Placeholder.configBytes()));
    }
    manifests.write(placeholder, tag.value());
  }

  /**
   * Takes a referrer off its subject's fallback tag. The last entry stays, and is not taken off:
   * then the index must go as a whole.
   */
  public Unlisted unlist(Digest referrer, Digest subject) throws IOException {
    return referrers.unlist(referrer, subject);
  }

  @Override
  public List<Descriptor> referrers(Digest subject) throws IOException {
    return referrers.of(subject);
  }

  @Override
  public boolean has(Descriptor blob) throws IOException {
    return blobs.has(blob);
  }

  @Override
  public InputStream open(Descriptor blob) throws IOException {
    return blobs.open(blob);
  }

  @Override
  public void write(Descriptor blob, InputStream content) throws IOException {
    blobs.write(blob, content);
  }

  @Override
  public boolean mount(Descriptor blob, ImageStore from) throws IOException {
    return from instanceof RemoteRepository other
        && other.repository.registry().equals(repository.registry())
        && !other.repository.equals(repository)
        && blobs.mount(
            blob,
            other.repository,
            new Exchange(connection, Scope.mount(other.repository, repository)));
  }

  @Override
  public void write(Manifest manifest, @Nullable Tag tag) throws IOException {
    boolean referrersApi = manifests.write(manifest, tag == null ? null : tag.value());
    if (!referrersApi) {
      referrers.list(manifest);
    }
  }

  @Override
  public String toString() {
    return repository.toString();
  }
}
