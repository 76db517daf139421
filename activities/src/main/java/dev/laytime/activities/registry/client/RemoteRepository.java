package dev.laytime.activities.registry.client;

import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A repository in a registry.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md">OCI
 *     distribution-spec</a>
 */
public final class RemoteRepository implements ImageStore {

  /** Below that a blob costs less to move than a question to answer. */
  private static final long SMALL = 256 * 1024;

  private final Repository repository;
  private final RegistryClient.Connection connection;
  private final RegistryMemory memory;
  private final Scope scope;
  private final Manifests manifests;
  private final Blobs blobs;
  private final ResumableUploads uploads;
  private final Referrers referrers;
  private final Tags tags;
  private final TagLister lister;
  private final RequestCount count = new RequestCount();

  RemoteRepository(
      Repository repository,
      RegistryClient.Connection connection,
      Scope scope,
      RegistryMemory memory) {
    this(repository, connection, scope, memory, Resuming.NEVER);
  }

  RemoteRepository(
      Repository repository,
      RegistryClient.Connection connection,
      Scope scope,
      RegistryMemory memory,
      Resuming resuming) {
    this(repository, connection, scope, memory, resuming, null);
  }

  /**
   * @param lister what lists all of its tags; null for the registry
   */
  RemoteRepository(
      Repository repository,
      RegistryClient.Connection connection,
      Scope scope,
      RegistryMemory memory,
      Resuming resuming,
      @Nullable TagLister lister) {
    this.repository = repository;
    this.connection = connection;
    this.memory = memory;
    this.scope = scope;
    Exchange exchange = exchange(scope);
    this.manifests = new Manifests(repository, exchange);
    this.blobs = new Blobs(repository, exchange);
    this.uploads =
        new ResumableUploads(
            repository, exchange, blobs, resuming, new DigestCheck(repository, blobs, memory));
    this.referrers = new Referrers(repository, exchange, manifests, memory);
    this.tags = new Tags(repository, exchange);
    this.lister = lister == null ? tags : lister;
  }

  @Override
  public Optional<Descriptor> find(Tag tag) throws IOException {
    return manifests.find(tag.value());
  }

  @Override
  public Optional<Descriptor> find(Digest digest) throws IOException {
    return manifests.find(digest.value());
  }

  /** How many pulls the registry still grants, by what it says of a tag that is not pulled. */
  public Optional<PullQuota> quota(Tag tag) throws IOException {
    return manifests.quota(tag);
  }

  @Override
  public List<Tag> tags() throws IOException {
    return tags.list();
  }

  @Override
  public Manifest fetch(Digest digest) throws IOException {
    Manifest known = memory.manifest(repository, digest);
    if (known != null) {
      return known;
    }
    Manifest fetched = manifests.fetch(digest);
    memory.rememberManifest(repository, fetched);
    return fetched;
  }

  /** The manifest of a digest, verified; empty where the registry says that there is none. */
  public Optional<Manifest> get(Digest digest) throws IOException {
    return manifests
        .get(digest.value(), "pull manifest " + manifests.name(digest.value()))
        .filter(manifest -> manifest.digest().equals(digest));
  }

  @Override
  public Optional<Manifest> get(Tag tag) throws IOException {
    Optional<Manifest> named =
        manifests.get(tag.value(), "pull manifest " + manifests.name(tag.value()));
    named.ifPresent(manifest -> memory.rememberManifest(repository, manifest));
    return named;
  }

  @Override
  public boolean lacks(Tag tag) {
    return memory.lacks(repository, tag, tags::findFew);
  }

  @Override
  public boolean isEmpty() {
    return memory.isEmpty(repository, tags::findFew);
  }

  @Override
  public Optional<Descriptor> remembered(Tag tag) {
    return connection.trust().isZero()
        ? Optional.empty()
        : memory.named(repository, tag, Instant.now().minus(connection.trust()), tags::findFew);
  }

  @Override
  public void remember(Tag tag, Descriptor named) {
    if (!connection.trust().isZero()) {
      memory.rememberNamed(repository, tag, named);
    }
  }

  @Override
  public void confirm(Digest manifest) throws IOException {
    manifests.confirm(manifest);
  }

  @Override
  public void doubt() {
    memory.doubt(repository);
  }

  @Override
  public String shelf() {
    return repository.registry();
  }

  /** All tags; empty where the registry itself says that there is no such repository. */
  public Optional<List<Tag>> findTags() throws RegistryException {
    return findTags(TagProgress.NONE);
  }

  /** The same, from where an earlier attempt came to. */
  public Optional<List<Tag>> findTags(TagProgress progress) throws RegistryException {
    return lister.find(progress);
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

  /** Where there is no API, a list of tags tells whether a fallback tag is there. */
  @Override
  public boolean lacksReferrers(Digest subject) {
    return memory.lacksReferrersApi(repository) && lacks(new Tag(Referrers.fallbackTag(subject)));
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
  public InputStream openForeign(Descriptor layer, List<String> places) throws IOException {
    return blobs.openForeign(layer, places);
  }

  @Override
  public Optional<InputStream> openFrom(Descriptor blob, long from) throws IOException {
    return blobs.openFrom(blob, from);
  }

  @Override
  public void write(Descriptor blob, InputStream content) throws IOException {
    blobs.write(blob, content);
    memory.rememberBlob(repository, blob.digest());
  }

  @Override
  public void write(Descriptor blob, Content content) throws IOException {
    if (!uploads.areFor(blob)) {
      ImageStore.super.write(blob, content);
      return;
    }
    uploads.write(blob, content);
    memory.rememberBlob(repository, blob.digest());
  }

  /**
   * A blob of any size is looked up first, since to move it in vain would cost more. For a small
   * one the question where to upload it is enough: who asks to mount it is told whether it is
   * there. One that is not named by sha256 is never mounted.
   */
  @Override
  public Having have(Descriptor blob, ImageStore from) throws IOException {
    if (memory.hasBlob(repository, blob.digest())) {
      return Having.PRESENT;
    }
    Having having = ask(blob, from);
    if (having != Having.MISSING) {
      memory.rememberBlob(repository, blob.digest());
    }
    return having;
  }

  private Having ask(Descriptor blob, ImageStore from) throws IOException {
    if (!isMountable(blob)) {
      return blobs.has(blob) ? Having.PRESENT : Having.MISSING;
    }
    boolean small = blob.size() <= SMALL;
    if (!small && blobs.has(blob)) {
      return Having.PRESENT;
    }
    Optional<Repository> other = elsewhere(blob, from);
    if (other.isPresent()) {
      return mount(blob, other.get()) ? Having.MOUNTED : Having.MISSING;
    }
    return small && blobs.mount(blob, repository, exchange(scope))
        ? Having.PRESENT
        : Having.MISSING;
  }

  /**
   * CNCF distribution answers 201 where a blob of another name is mounted, and has it by that name
   * no more: not there, and not even where it was when that is the same repository.
   */
  private static boolean isMountable(Descriptor blob) {
    return blob.digest().algorithm().equals("sha256");
  }

  private boolean mount(Descriptor blob, Repository other) throws RegistryException {
    return blobs.mount(blob, other, exchange(Scope.mount(other, repository)));
  }

  /** Where this registry has the blob, as far as it is known. */
  private Optional<Repository> elsewhere(Descriptor blob, ImageStore from) {
    return from instanceof RemoteRepository source
            && source.repository.registry().equals(repository.registry())
            && !source.repository.equals(repository)
        ? Optional.of(source.repository)
        : memory.elsewhere(repository, blob.digest());
  }

  @Override
  public void write(Manifest manifest, @Nullable Tag tag) throws IOException {
    write(manifest, tag, () -> {});
  }

  @Override
  public void write(Manifest manifest, @Nullable Tag tag, Check beforeLists) throws IOException {
    boolean referrersApi = manifests.write(manifest, tag == null ? null : tag.value());
    if (tag != null) {
      memory.rememberTag(repository, tag);
    }
    if (!referrersApi) {
      referrers.list(manifest, beforeLists);
    }
  }

  private Exchange exchange(Scope whose) {
    return new Exchange(connection, whose, count);
  }

  @Override
  public Map<String, Integer> requests() {
    return count.byMethod();
  }

  @Override
  public String toString() {
    return repository.toString();
  }
}
