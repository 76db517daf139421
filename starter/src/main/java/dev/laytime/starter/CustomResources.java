package dev.laytime.starter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Definitions of custom resources, as they come with this program. */
enum CustomResources {
  LAYTIME,
  LAYTIME_APPROVALS,
  QEBBEQ,
  IMAGE_OPERATOR;

  /** As people write it, and as its file is called. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All of them, as {@code kubectl apply} takes them. */
  static String text(List<CustomResources> wanted) {
    List<CustomResources> chosen = wanted.isEmpty() ? Arrays.asList(values()) : wanted;
    return chosen.stream()
        .distinct()
        .map(CustomResources::read)
        .collect(Collectors.joining("---\n"));
  }

  private String read() {
    String file = "crds/" + this + ".yaml";
    try (InputStream content = CustomResources.class.getResourceAsStream(file)) {
      if (content == null) {
        throw new IllegalStateException("This program was built without " + file);
      }
      return new String(content.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Read " + file, e);
    }
  }
}
