package dev.laytime.activities.gitops;

import java.io.IOException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.Transport;

/** Where a target's repository is. */
@FunctionalInterface
interface Remote {

  /** A connection for one fetch or push. It must be closed. */
  Transport open(Repository repository) throws IOException;
}
