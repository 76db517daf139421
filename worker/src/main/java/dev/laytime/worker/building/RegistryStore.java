package dev.laytime.worker.building;

import dev.laytime.activities.build.jib.BuildImageStore;
import dev.laytime.activities.registry.BuiltImages;
import dev.laytime.activities.registry.layout.IndexArchive;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What Jib takes and gives goes through our own registry client. */
record RegistryStore(BuiltImages images) implements BuildImageStore {

  @Override
  public Digest resolve(Reference base) throws IOException {
    return images.resolve(base);
  }

  @Override
  public void bring(Repository base, Digest digest, Platform platform, Path archive)
      throws IOException, InterruptedException {
    images.bring(base, digest, platform, archive);
  }

  @Override
  public Digest push(List<PlatformImage> made, Repository to, Path work)
      throws IOException, InterruptedException {
    return images.push(
        made.stream()
            .map(image -> new IndexArchive.Part(image.platform(), image.archive()))
            .toList(),
        to,
        work);
  }
}
