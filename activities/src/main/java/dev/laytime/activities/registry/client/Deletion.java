package dev.laytime.activities.registry.client;

import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.hc.client5.http.classic.methods.HttpDelete;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only thing that issues DELETE. Before each one it asks whether deletion is switched on for
 * the repository, and in a dry run it refuses; nothing is tried twice.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#content-management">OCI
 *     distribution-spec, content management</a>
 */
public final class Deletion {

  private static final Logger log = LoggerFactory.getLogger(Deletion.class);

  private final RegistryClient client;
  private final Predicate<Repository> enabled;
  private final boolean dryRun;

  /** What a registry says to a deletion. */
  public enum Answer {
    /** It is gone, or will be. */
    REMOVED,
    /** It was not there. */
    ABSENT,
    /** The registry does not do that. */
    UNSUPPORTED,
    /** The tag was given to something else in the meantime. */
    MOVED
  }

  Deletion(RegistryClient client, Predicate<Repository> enabled, boolean dryRun) {
    this.client = client;
    this.enabled = enabled;
    this.dryRun = dryRun;
  }

  /**
   * Fails where nothing may be deleted in a repository.
   *
   * @throws RegistryException of type {@code REFUSED} without deletion enabled, and in a dry run
   */
  public void checkAllowed(Repository repository) throws RegistryException {
    String what = "delete something in " + repository;
    if (dryRun) {
      throw RegistryErrors.dryRun(what);
    }
    if (!enabled.test(repository)) {
      throw new RegistryException(
          FailureType.REFUSED,
          what,
          "deletion is not enabled for its stage",
          "set `deletion: enabled` for the stage if its images may be deleted");
    }
  }

  /** Deletes a manifest, and every tag on it. */
  public Answer manifest(Repository repository, Digest digest)
      throws IOException, InterruptedException {
    return delete(repository, digest.value(), repository + "@" + digest);
  }

  /** Deletes a tag; its manifest and other tags on it stay. */
  public Answer tag(Repository repository, Tag tag) throws IOException, InterruptedException {
    return delete(repository, tag.value(), repository + ":" + tag);
  }

  /**
   * Takes a tag away where tags cannot be deleted: a placeholder takes it, and is deleted by
   * digest. If that does not succeed the tag is given back.
   *
   * @param original what the tag names now
   */
  public Answer tagByPlaceholder(Repository repository, Tag tag, Manifest original)
      throws IOException, InterruptedException {
    checkAllowed(repository);
    RemoteRepository target = client.target(repository);
    if (!names(target, tag, original.digest())) {
      return target.find(tag).isPresent() ? Answer.MOVED : Answer.ABSENT;
    }
    Manifest placeholder = Placeholder.unique();
    target.writePlaceholder(placeholder, tag);
    boolean taken = names(target, tag, placeholder.digest());
    boolean done = false;
    try {
      Answer answer = manifest(repository, placeholder.digest());
      done = !taken || answer != Answer.UNSUPPORTED;
      return taken ? answer : Answer.MOVED;
    } finally {
      if (!done) {
        giveBack(target, tag, placeholder, original);
      }
    }
  }

  private static void giveBack(
      RemoteRepository target, Tag tag, Manifest placeholder, Manifest original) {
    try {
      if (names(target, tag, placeholder.digest())) {
        target.write(original, tag);
      }
    } catch (IOException e) {
      log.warn("tag left at a placeholder repository={} tag={}", target, tag, e);
    }
  }

  private static boolean names(RemoteRepository target, Tag tag, Digest digest) throws IOException {
    Optional<Descriptor> found = target.find(tag);
    return found.isPresent() && found.get().digest().equals(digest);
  }

  /** One request, in a thread of its own: an interrupt there ends even the wait for an answer. */
  private Answer delete(Repository repository, String selector, String name)
      throws IOException, InterruptedException {
    checkAllowed(repository);
    String what = "delete " + name;
    Duration inAll = client.deleteTimeout(repository);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Answer> running = executor.submit(() -> send(repository, selector, what));
      try {
        return running.get(inAll.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        throw new RegistryException(
            FailureType.UNAVAILABLE,
            what,
            "there was no answer within %d s".formatted(inAll.toSeconds()),
            "it may still be carried out: look again before anything else",
            null,
            e);
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
      } finally {
        running.cancel(true);
      }
    }
  }

  private Answer send(Repository repository, String selector, String what)
      throws RegistryException {
    Exchange exchange = client.deleting(repository);
    try (Response response =
        exchange.send(
            HttpDelete::new, exchange.uri(repository.path() + "/manifests/" + selector), what)) {
      if (response.isSuccess()) {
        return Answer.REMOVED;
      }
      return switch (response.status()) {
        case 404 -> Answer.ABSENT;
        case 405 -> Answer.UNSUPPORTED;
        case 400 -> unsupported(selector, response);
        default -> throw response.toException();
      };
    }
  }

  /** Some registries look for a digest where a tag is, and call it an invalid one. */
  private static Answer unsupported(String selector, Response response) throws RegistryException {
    boolean tag = selector.indexOf(':') < 0;
    if (tag || response.errorCode().equals("UNSUPPORTED")) {
      return Answer.UNSUPPORTED;
    }
    throw response.toException();
  }
}
