package dev.laytime.activities.registry.client;

/** What connections to a registry may be used for, whoever asks. */
enum Access {
  READING,
  WRITING,
  DELETING;

  boolean allows(String method) {
    return switch (method) {
      case "GET", "HEAD" -> true;
      case "POST", "PUT", "PATCH" -> this == WRITING;
      case "DELETE" -> this == DELETING;
      default -> false;
    };
  }
}
