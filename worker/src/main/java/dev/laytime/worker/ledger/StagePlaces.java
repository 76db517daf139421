package dev.laytime.worker.ledger;

import dev.laytime.mirror.RepositoryPrefix;
import java.util.Optional;

/** Where stages are, those of objects in a cluster among them. */
public interface StagePlaces {

  /** Where one is; empty where none is called so. */
  Optional<RepositoryPrefix> prefix(String stage);
}
