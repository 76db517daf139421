package dev.laytime.activities.registry.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activity.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A document of credentials, wherever it stands. Its text never shows them. */
sealed interface AuthDocument {

  /** What it says now; empty where there is none. */
  Optional<JsonNode> read() throws IOException;

  /** Another when it may say something else. */
  Object edition();

  /** What it is called in errors. */
  String name();

  /** That it cannot be used, said without showing what it says. */
  default RegistryException unreadable(String registry, IOException e) {
    // Parsers quote what they could not read, and that may be a secret.
    @Nullable String reason =
        e instanceof JsonProcessingException ? "it is no JSON" : e.getMessage();
    return new RegistryException(
        FailureType.REFUSED,
        "read the credentials for " + registry,
        name() + " is unreadable: " + RegistryErrors.clean(reason),
        "mend it, or take it away if nothing in it is meant");
  }

  /**
   * A file, read at every question.
   *
   * @param path which need not be there; null for none at all
   */
  record InFile(@Nullable Path path) implements AuthDocument {

    @Override
    public Optional<JsonNode> read() throws IOException {
      return path == null || !Files.exists(path)
          ? Optional.empty()
          : Optional.of(ManifestContent.JSON.readTree(Files.readAllBytes(path)));
    }

    @Override
    public Object edition() {
      return path == null ? FileEdition.ABSENT : FileEdition.of(path);
    }

    @Override
    public String name() {
      return String.valueOf(path);
    }
  }

  /** The text of a variable of the environment. */
  record InVariable(String name, String text) implements AuthDocument {

    @Override
    public Optional<JsonNode> read() throws IOException {
      return Optional.of(ManifestContent.JSON.readTree(text));
    }

    @Override
    public Object edition() {
      return "";
    }

    @Override
    public String toString() {
      return "InVariable[" + name + ", ***]";
    }
  }
}
