package dev.laytime.starter.temporal;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.file.NoSuchFileException;

/** What lies at the bottom of an exception, in words. */
public final class RootCause {

  private RootCause() {}

  /** The innermost message, or the kind of exception where it has none. */
  public static String text(Throwable thrown) {
    Throwable root = thrown;
    // What lies below a refused connection only says that its socket is closed.
    while (root.getCause() != null && !(root instanceof ConnectException)) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return switch (root) {
      case NoSuchFileException e -> "no such file: " + e.getFile();
      case HttpTimeoutException _ -> "no answer in time";
      case StatusRuntimeException e -> status(e.getStatus());
      case StatusException e -> status(e.getStatus());
      case ConnectException _ when message == null -> "connection refused";
      default -> message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
    };
  }

  private static String status(Status status) {
    return status.getDescription() == null
        ? status.getCode().name()
        : status.getCode() + ": " + status.getDescription();
  }
}
