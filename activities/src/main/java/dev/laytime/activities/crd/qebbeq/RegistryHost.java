package dev.laytime.activities.crd.qebbeq;

import java.util.Optional;

/** The registry in a reference as it is written: nothing is made up for what it lacks. */
final class RegistryHost {

  private RegistryHost() {}

  /** Its host; empty for a reference that names none. */
  static Optional<String> of(String image) {
    int slash = image.indexOf('/');
    String first = slash < 0 ? "" : image.substring(0, slash);
    boolean is = first.contains(".") || first.contains(":") || first.equals("localhost");
    return is ? Optional.of(first) : Optional.empty();
  }
}
