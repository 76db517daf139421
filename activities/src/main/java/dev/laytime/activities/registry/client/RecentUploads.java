package dev.laytime.activities.registry.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.ledger.Uploads;
import java.util.Optional;

/** The uploads of one process, as far as there is room; nobody knows of them when it has ended. */
final class RecentUploads implements Uploads {

  private static final int MOST = 1_000;

  private final Cache<Upload, String> paths =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

  private record Upload(Repository target, Digest blob) {}

  @Override
  public void begun(Repository target, Digest blob, String path) {
    paths.put(new Upload(target, blob), path);
  }

  @Override
  public Optional<String> find(Repository target, Digest blob) {
    return Optional.ofNullable(paths.getIfPresent(new Upload(target, blob)));
  }

  @Override
  public void ended(Repository target, Digest blob) {
    paths.invalidate(new Upload(target, blob));
  }
}
