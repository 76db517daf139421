package dev.laytime.activities.registry.stage;

import dev.laytime.activities.registry.client.Deletion;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RemoteRepository;
import dev.laytime.activities.registry.client.Unlisted;
import dev.laytime.activity.RemoveRequest;
import dev.laytime.activity.RemoveResult;
import dev.laytime.activity.SurveyResult.DeleteManifest;
import dev.laytime.activity.SurveyResult.Unlist;
import dev.laytime.activity.SurveyResult.Untag;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.ledger.Bodies;
import dev.laytime.ledger.Closures;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.ledger.Removals;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Takes one thing away: a last look at the registry, then the ledger's last word, then one DELETE.
 * Nothing comes between the last two, and nothing is tried twice.
 */
public final class Removing {

  private final RegistryClient registries;
  private final Deletion deletion;
  private final Removals removals;
  private final Bodies bodies;
  private final Closures closures;
  private final ManifestCache cache;

  public Removing(
      RegistryClient registries,
      Deletion deletion,
      Removals removals,
      Bodies bodies,
      Closures closures,
      ManifestCache cache) {
    this.registries = registries;
    this.deletion = deletion;
    this.removals = removals;
    this.bodies = bodies;
    this.closures = closures;
    this.cache = cache;
  }

  /**
   * Takes one step of a plan, which may count on the deletions that went before it.
   *
   * @param pulse is told of every step of the look, and of none after that
   * @throws IOException if it is not known what became of it, or anything could not be looked at
   * @throws dev.laytime.ledger.LedgerUnavailableException if the ledger could not be asked: then
   *     nothing was written
   */
  public RemoveResult remove(RemoveRequest request, Runnable pulse)
      throws IOException, InterruptedException {
    Repository repository = request.claim().image().repository();
    deletion.checkAllowed(repository);
    if (Owners.isRecord(repository)) {
      return new RemoveResult(RemoveResult.Outcome.OBJECTED, List.of(Owners.KEPT), null);
    }
    Kept kept = new Kept(repository, bodies, closures);
    Attention attention = new Attention(request, removals, pulse, System::nanoTime);
    LastLook look =
        new LastLook(request, registries.source(repository), cache, removals, kept, attention);
    try {
      return switch (request.step()) {
        case Untag untag -> untag(request, untag, look);
        case DeleteManifest delete -> manifest(request, delete, look);
        case Unlist unlist -> unlist(request, unlist, look);
      };
    } catch (Attention.ObjectedException e) {
      return new RemoveResult(RemoveResult.Outcome.OBJECTED, e.objections(), null);
    }
  }

  /** Its bytes are kept first: should the request take effect too late, they can be put back. */
  private RemoveResult manifest(RemoveRequest request, DeleteManifest step, LastLook look)
      throws IOException, InterruptedException {
    Verdict verdict = look.at(step);
    Repository repository = request.claim().image().repository();
    if (verdict instanceof Verdict.Go) {
      registries
          .source(repository)
          .get(step.digest())
          .ifPresent(found ->
              bodies.keep(
                  repository,
                  step.digest(),
                  new Bodies.Body(found.mediaType(), found.bytes(), step.tags())));
    }
    return end(request, look, verdict, _ -> deletion.manifest(repository, step.digest()));
  }

  /** The one DELETE that a step comes to. */
  private interface Sending {
    Deletion.Answer send(Verdict verdict) throws IOException, InterruptedException;
  }

  private RemoveResult end(RemoveRequest request, LastLook look, Verdict verdict, Sending delete)
      throws IOException, InterruptedException {
    if (verdict instanceof Verdict.Stop(var result)) {
      return result;
    }
    List<String> objections = removals.objections(request.claim(), request.companions());
    if (!objections.isEmpty()) {
      return new RemoveResult(RemoveResult.Outcome.OBJECTED, objections, null);
    }
    // After the objections: a copy that runs is one of those, and one that has ended shows here.
    Optional<Digest> needed =
        request.claim().kind() == RemovalKind.DELETE ? look.neededSince() : Optional.empty();
    if (needed.isPresent()) {
      String reason = "scans or other lives have come to need %s".formatted(needed.get());
      return new RemoveResult(RemoveResult.Outcome.OBJECTED, List.of(reason), null);
    }
    return result(delete.send(verdict));
  }

  private RemoveResult untag(RemoveRequest request, Untag step, LastLook look)
      throws IOException, InterruptedException {
    Verdict verdict = look.at(step);
    Repository repository = request.claim().image().repository();
    RemoteRepository source = registries.source(repository);
    boolean byPlaceholder = step.placeholder() && verdict instanceof Verdict.Go;
    Optional<Manifest> original = byPlaceholder ? source.get(step.digest()) : Optional.empty();
    if (byPlaceholder && original.isEmpty()) {
      String reason = "%s could not be given back".formatted(step.digest());
      return new RemoveResult(RemoveResult.Outcome.OBJECTED, List.of(reason), null);
    }
    RemoveResult result =
        end(
            request,
            look,
            verdict,
            now ->
                switch (now) {
                  case Verdict.Finish(var placeholder) ->
                      deletion.manifest(repository, placeholder);
                  case Verdict.Go _, Verdict.Stop _ ->
                      original.isPresent()
                          ? deletion.tagByPlaceholder(repository, step.tag(), original.get())
                          : deletion.tag(repository, step.tag());
                });
    return result.outcome() == RemoveResult.Outcome.MOVED && result.found() == null
        ? moved(request.claim(), source, step)
        : result;
  }

  /** What a hold tag names is not what the image is. */
  private static RemoveResult moved(Removals.Claim claim, RemoteRepository source, Untag step)
      throws IOException {
    String reason = "tag %s was given to another image meanwhile".formatted(step.tag());
    if (!step.tag().equals(Roots.tagOf(claim.image()))) {
      return new RemoveResult(RemoveResult.Outcome.OBJECTED, List.of(reason), null);
    }
    Digest found = source.find(step.tag()).map(Descriptor::digest).orElse(null);
    return new RemoveResult(RemoveResult.Outcome.MOVED, List.of(reason), found);
  }

  /** An entry goes by PUT; with the last one the whole list goes, if it is nothing else. */
  private RemoveResult unlist(RemoveRequest request, Unlist step, LastLook look)
      throws IOException, InterruptedException {
    Repository repository = request.claim().image().repository();
    AtomicReference<@Nullable Digest> emptied = new AtomicReference<>();
    RemoveResult result =
        end(
            request,
            look,
            look.at(step),
            _ -> {
              deletion.checkAllowed(repository);
              Unlisted unlisted =
                  registries.target(repository).unlist(step.referrer(), step.subject());
              emptied.set(unlisted.emptied());
              return unlisted.listed() ? Deletion.Answer.REMOVED : Deletion.Answer.ABSENT;
            });
    Digest list = emptied.get();
    if (list == null) {
      return result;
    }
    Set<Tag> others = look.otherTags(list, Set.of(ReservedTags.fallback(step.subject())));
    return others.isEmpty()
        ? end(request, look, new Verdict.Go(), _ -> deletion.manifest(repository, list))
        : new RemoveResult(
            RemoveResult.Outcome.UNSUPPORTED,
            List.of("the list is an image as well: " + others),
            null);
  }

  private static RemoveResult result(Deletion.Answer answer) {
    RemoveResult.Outcome outcome =
        switch (answer) {
          case REMOVED -> RemoveResult.Outcome.REMOVED;
          case ABSENT -> RemoveResult.Outcome.ABSENT;
          case UNSUPPORTED -> RemoveResult.Outcome.UNSUPPORTED;
          case MOVED -> RemoveResult.Outcome.MOVED;
        };
    return new RemoveResult(outcome, List.of(), null);
  }
}
