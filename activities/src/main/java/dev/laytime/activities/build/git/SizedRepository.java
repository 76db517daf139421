package dev.laytime.activities.build.git;

import dev.laytime.activities.source.BoundedAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PackParser;

/**
 * A bare repository that takes no object over a size, whoever sends it: what is no file, or is sent
 * as a difference, is held in memory as a whole when it comes.
 */
final class SizedRepository extends FileRepository {

  private final long largest;
  private final long most;

  /**
   * @param largest bytes of an object
   * @param most bytes that are sent at once, by whatever way
   */
  SizedRepository(Path directory, long largest, long most) throws IOException {
    super(new FileRepositoryBuilder().setGitDir(directory.toFile()).setBare().setup());
    this.largest = largest;
    this.most = most;
  }

  /** Whether something failed for an object that is not taken. */
  static boolean isTooLarge(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TooLargeObjectInPackException) {
        return true;
      }
    }
    return false;
  }

  @Override
  public ObjectInserter newObjectInserter() {
    return new Sized(super.newObjectInserter(), largest, most);
  }

  private static final class Sized extends ObjectInserter.Filter {

    private final ObjectInserter inserter;
    private final long largest;
    private final long most;

    Sized(ObjectInserter inserter, long largest, long most) {
      this.inserter = inserter;
      this.largest = largest;
      this.most = most;
    }

    @Override
    protected ObjectInserter delegate() {
      return inserter;
    }

    @Override
    public PackParser newPackParser(InputStream in) throws IOException {
      PackParser parser = super.newPackParser(new BoundedAnswer(in, most));
      parser.setMaxObjectSizeLimit(largest);
      return parser;
    }
  }
}
