package dev.laytime.e2e.builds.node;

import dev.laytime.activities.build.job.Workshop;
import dev.laytime.activities.registry.BuildWorkshop;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The workshops of builders, as a worker has them. */
record Workshops(BuildWorkshop images) implements Workshop {

  @Override
  public Digest resolve(Reference image) throws IOException {
    return images.resolve(image);
  }

  @Override
  public boolean has(Repository repository, Digest digest) throws IOException {
    return images.has(repository, digest);
  }

  @Override
  public Digest put(Path file, Repository to) throws IOException {
    return images.put(file, to);
  }

  @Override
  public Digest join(List<Part> parts, Repository in) throws IOException {
    return images.join(
        parts.stream().map(part -> new BuildWorkshop.Part(part.platform(), part.digest())).toList(),
        in);
  }

  @Override
  public Map<String, String> way(Repository to, String directory) throws IOException {
    return images.way(to, directory);
  }

  @Override
  public Map<String, String> authorities() throws IOException {
    return images.authorities();
  }
}
