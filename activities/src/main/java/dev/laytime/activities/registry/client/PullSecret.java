package dev.laytime.activities.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Kubernetes pull secret as files: a file of either of its two forms, or the directory that it is
 * mounted at. It is read at every question. No program that it may name is run: who can write a
 * secret need not be who may run programs here.
 *
 * @param path the file or directory
 * @see <a href="https://kubernetes.io/docs/concepts/containers/images/#config-json">Kubernetes,
 *     interpretation of config.json</a>
 */
public record PullSecret(Path path) implements Credentials {

  private static final List<String> NAMES = List.of(".dockerconfigjson", ".dockercfg");

  @Override
  public Optional<Credential> of(Place place) throws RegistryException {
    try {
      return entries().closest(key -> key.holdsAsPattern(place));
    } catch (IOException e) {
      throw document().unreadable(place.registry(), e);
    }
  }

  @Override
  public boolean tellsRepositoriesApart(String registry) throws RegistryException {
    try {
      return entries().any(key -> !key.path().isEmpty());
    } catch (IOException e) {
      throw document().unreadable(registry, e);
    }
  }

  @Override
  public Object edition() {
    return files().map(FileEdition::of).toList();
  }

  /** The older form is the entries alone. */
  private AuthEntries entries() throws IOException {
    JsonNode config =
        document().read().orElseThrow(() -> new NoSuchFileException("there is no such file"));
    return new AuthEntries(config.has("auths") ? config.path("auths") : config);
  }

  private AuthDocument document() {
    return new AuthDocument.InFile(files().filter(Files::exists).findFirst().orElse(path));
  }

  private Stream<Path> files() {
    return Stream.concat(
        NAMES.stream().map(path::resolve), Stream.of(path).filter(Files::isRegularFile));
  }
}
