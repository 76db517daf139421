package dev.laytime.activities.source;

import java.io.IOException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.Transport;

/** The way to a repository. */
@FunctionalInterface
public interface GitAccess {

  /** A connection for one fetch or push. It must be closed. */
  Transport open(Repository repository) throws IOException;
}
