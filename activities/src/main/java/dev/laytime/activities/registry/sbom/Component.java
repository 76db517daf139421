package dev.laytime.activities.registry.sbom;

import org.jspecify.annotations.Nullable;

/**
 * Something that is in an image.
 *
 * @param type as CycloneDX calls it
 * @param version null where it says none
 * @param purl null where there is none for it
 * @param location the file that it was found in; null where that says nothing
 * @see <a href="https://github.com/package-url/purl-spec">purl, specification</a>
 */
record Component(
    String type,
    String name,
    @Nullable String version,
    @Nullable String purl,
    @Nullable String location)
    implements Comparable<Component> {

  static final String LIBRARY = "library";
  static final String FILE = "file";
  static final String SYSTEM = "operating-system";

  @Override
  public int compareTo(Component other) {
    return key().compareTo(other.key());
  }

  private String key() {
    return "%s\n%s\n%s\n%s".formatted(type, name, version, location);
  }
}
