package dev.laytime.activities.registry.client;

import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.ledger.Uploads;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Uploads on their way, as a ledger keeps them, and every path that it ever was told. */
public final class FakeUploads implements Uploads {

  private final Map<String, String> paths = new ConcurrentHashMap<>();
  final List<String> told = new CopyOnWriteArrayList<>();
  volatile boolean down;

  @Override
  public void begun(Repository target, Digest blob, String path) {
    failIfDown();
    told.add(path);
    paths.put(target + "@" + blob, path);
  }

  @Override
  public Optional<String> find(Repository target, Digest blob) {
    failIfDown();
    return Optional.ofNullable(paths.get(target + "@" + blob));
  }

  @Override
  public void ended(Repository target, Digest blob) {
    failIfDown();
    paths.remove(target + "@" + blob);
  }

  /** Whether nothing is on its way. */
  public boolean isEmpty() {
    return paths.isEmpty();
  }

  private void failIfDown() {
    if (down) {
      throw new LedgerUnavailableException("it is down", new IllegalStateException());
    }
  }
}
