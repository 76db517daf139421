package dev.laytime.activities.usage.manifests;

/** Content that is not what it should be; the message says where and why. */
final class MalformedException extends Exception {
  private static final long serialVersionUID = 1;

  MalformedException(String message) {
    super(message);
  }
}
