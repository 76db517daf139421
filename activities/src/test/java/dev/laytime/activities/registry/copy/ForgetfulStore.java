package dev.laytime.activities.registry.copy;

import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store that collects what no manifest names, just before one does. */
final class ForgetfulStore implements ImageStore {

  private final ImageStore store;
  private final Collection collection;

  /** What is lost. */
  interface Collection {
    void run() throws IOException;
  }

  ForgetfulStore(ImageStore store, Collection collection) {
    this.store = store;
    this.collection = collection;
  }

  @Override
  public void write(Manifest manifest, @Nullable Tag tag) throws IOException {
    collection.run();
    store.write(manifest, tag);
  }

  @Override
  public Optional<Descriptor> find(Tag tag) throws IOException {
    return store.find(tag);
  }

  @Override
  public Optional<Descriptor> find(Digest digest) throws IOException {
    return store.find(digest);
  }

  @Override
  public List<Tag> tags() throws IOException {
    return store.tags();
  }

  @Override
  public Manifest fetch(Digest digest) throws IOException {
    return store.fetch(digest);
  }

  @Override
  public Optional<Manifest> get(Tag tag) throws IOException {
    return store.get(tag);
  }

  @Override
  public List<Descriptor> referrers(Digest subject) throws IOException {
    return store.referrers(subject);
  }

  @Override
  public boolean has(Descriptor blob) throws IOException {
    return store.has(blob);
  }

  @Override
  public InputStream open(Descriptor blob) throws IOException {
    return store.open(blob);
  }

  @Override
  public void write(Descriptor blob, InputStream content) throws IOException {
    store.write(blob, content);
  }

  @Override
  public Having have(Descriptor blob, ImageStore from) throws IOException {
    return store.have(blob, from);
  }

  @Override
  public void doubt() {
    store.doubt();
  }
}
