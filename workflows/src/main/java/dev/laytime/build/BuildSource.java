package dev.laytime.build;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.laytime.image.Digest;
import java.util.List;

/** What images are built of. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = BuildSource.Git.class, name = "git"),
  @JsonSubTypes.Type(value = BuildSource.Text.class, name = "text"),
})
public sealed interface BuildSource {

  /**
   * What was pushed to a Git server.
   *
   * @param refs what an image's tag may mean there; the first that is there counts
   */
  record Git(GitRepository repository, List<RefMapping> refs, AllowedRefs allowed)
      implements BuildSource {

    /**
     * @throws IllegalArgumentException if a tag means nothing
     */
    public Git {
      refs = List.copyOf(refs);
      if (refs.isEmpty()) {
        throw new IllegalArgumentException("refs: expected what a tag means in Git");
      }
    }
  }

  /**
   * The text of a Dockerfile, and nothing else: no file can be copied into its image that does not
   * come from another one.
   *
   * @param digest of the text, in UTF-8: by it the text is found, which no history holds
   */
  record Text(Digest digest) implements BuildSource {

    /**
     * @throws IllegalArgumentException if it is not of SHA-256
     */
    public Text {
      if (!digest.algorithm().equals("sha256")) {
        throw new IllegalArgumentException("digest: expected one of SHA-256");
      }
    }

    /** What stands for a ref and its commit: the same text is the same source. */
    public ResolvedRef resolved() {
      return new ResolvedRef("text", new GitCommit(digest.hex()));
    }
  }
}
