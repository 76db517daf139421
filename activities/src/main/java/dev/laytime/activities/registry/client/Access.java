package dev.laytime.activities.registry.client;

/** What connections to a registry may be used for, whoever asks. */
enum Access {
  READING,
  WRITING,
  DELETING,
  /** In a dry run, whatever it is for. */
  DRY_RUN;

  boolean allows(String method) {
    return switch (method) {
      case "GET", "HEAD" -> true;
      case "POST", "PUT", "PATCH" -> this == WRITING;
      case "DELETE" -> this == DELETING;
      default -> false;
    };
  }
}
