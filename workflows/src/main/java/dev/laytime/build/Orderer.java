package dev.laytime.build;

/**
 * Who names an image that is not there.
 *
 * @param source of use that tells of it
 * @param namespace of the object that names it; empty for none
 */
public record Orderer(String source, String namespace) implements Comparable<Orderer> {

  @Override
  public int compareTo(Orderer other) {
    int bySpace = namespace.compareTo(other.namespace);
    return bySpace == 0 ? source.compareTo(other.source) : bySpace;
  }

  /** What its builds count for: the same namespace of two sources is two. */
  public String charge() {
    return source + "/" + namespace;
  }

  /** For people. */
  @Override
  public String toString() {
    return namespace.isEmpty() ? source : "%s of %s".formatted(namespace, source);
  }
}
