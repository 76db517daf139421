package dev.laytime.worker.ledger;

import dev.laytime.build.BuildRule;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import java.util.List;
import java.util.Optional;

/** What objects of image-operator's are built by, and of; and by which images all builders run. */
public interface FoundBuilders {

  /** These are all that there are. A text that none has any more stays for two days. */
  void replace(List<FoundBuilder> found);

  /** A text by its digest; empty where nothing is built of it any more. */
  Optional<String> text(Digest digest);

  /**
   * The digest that a builder's image had when it was first used; the same for all workers, and for
   * ever.
   *
   * @param now the one that it has; remembered where none is
   */
  Digest firstDigest(Reference image, Digest now);

  /**
   * An object's rule.
   *
   * @param object {@code NAMESPACE/NAME}
   * @param digest of the text that it builds of
   */
  record FoundBuilder(String object, BuildRule rule, Digest digest, String text) {}
}
