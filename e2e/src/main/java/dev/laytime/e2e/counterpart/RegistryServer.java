package dev.laytime.e2e.counterpart;

/** A registry on this machine. */
public interface RegistryServer {

  /** {@code 127.0.0.1:PORT}, as references name it. */
  String host();

  /** An image in it: {@code HOST/NAME}. */
  default String image(String name) {
    return host() + "/" + name;
  }
}
