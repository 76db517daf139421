package dev.laytime.worker.temporal;

import io.grpc.StatusRuntimeException;

/** What a gRPC error says, in one line. */
public final class GrpcErrors {

  private GrpcErrors() {}

  /** The status, and the innermost cause where there is one: {@code UNAVAILABLE: … refused}. */
  public static String text(StatusRuntimeException e) {
    String status = e.getStatus().getCode().name();
    String said = e.getStatus().getDescription();
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      said = cause.getMessage();
    }
    return said == null ? status : status + ": " + said.lines().findFirst().orElse("");
  }
}
