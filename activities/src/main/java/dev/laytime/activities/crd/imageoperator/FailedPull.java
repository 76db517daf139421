package dev.laytime.activities.crd.imageoperator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Reference;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An event which says that an image was not found.
 *
 * @param namespace of the Pod
 */
record FailedPull(String namespace, Reference image) {

  private static final int LONGEST = 8192;
  private static final Pattern QUOTED = Pattern.compile("image \\\\?\"([^\"\\\\\\s]+)\\\\?\"");
  private static final Pattern WORD = Pattern.compile("[^\\s\"'(),;]+");

  /** What an event tells; empty for one that tells of anything else. */
  static Optional<FailedPull> of(JsonNode event) {
    String message = event.path("message").asText();
    boolean missing =
        event.path("reason").asText().equals("Failed")
            && message.length() <= LONGEST
            && message.toLowerCase(Locale.ROOT).contains("not found");
    return missing
        ? named(message)
            .map(image -> new FailedPull(event.path("metadata").path("namespace").asText(), image))
        : Optional.empty();
  }

  /** What the kubelet quotes, else the first word that has a registry and a repository. */
  static Optional<Reference> named(String message) {
    Matcher quoted = QUOTED.matcher(message);
    if (quoted.find()) {
      return parsed(quoted.group(1));
    }
    Matcher words = WORD.matcher(message);
    while (words.find()) {
      String word = words.group().replaceFirst(":$", "");
      Optional<Reference> image = word.contains("/") ? parsed(word) : Optional.empty();
      if (image.isPresent()) {
        return image;
      }
    }
    return Optional.empty();
  }

  private static Optional<Reference> parsed(String text) {
    try {
      return Optional.of(Reference.parse(text));
    } catch (InvalidReferenceException e) {
      return Optional.empty();
    }
  }
}
