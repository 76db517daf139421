package dev.laytime.activities.crd.flux;

/** Short specs for tests. */
final class Specs {

  private Specs() {}

  /** JSON, in apostrophes, of {@code key: value} pairs whose values may be lists or objects. */
  static String json(String spec) {
    return spec.replaceAll("([A-Za-z]+): ", "'$1': ")
        .replaceAll(": ([^'\\[{,}]+)(?=[,}]|$)", ": '$1'")
        .replace("'true'", "true")
        .replace("\\", "\\\\");
  }
}
