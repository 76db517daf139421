package dev.laytime.worker.api;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** A request that cannot be answered as it is. */
final class RequestException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final HttpStatus status;
  private final transient Refusal refusal;

  RequestException(HttpStatus status, Refusal refusal) {
    super(refusal.what() + ": " + refusal.cause());
    this.status = status;
    this.refusal = refusal;
  }

  static RequestException bad(String what, String cause, String hint) {
    return new RequestException(HttpStatus.BAD_REQUEST, new Refusal(what, cause, hint));
  }

  static RequestException forbidden(String what, String cause, String hint) {
    return new RequestException(HttpStatus.FORBIDDEN, new Refusal(what, cause, hint));
  }

  static RequestException missing(String what, String cause, String hint) {
    return new RequestException(HttpStatus.NOT_FOUND, new Refusal(what, cause, hint));
  }

  static RequestException conflict(String what, String cause, String hint) {
    return new RequestException(HttpStatus.CONFLICT, new Refusal(what, cause, hint));
  }

  /** Whether nobody knows what became of it. */
  boolean isUnanswered() {
    return status.is5xxServerError();
  }

  ProblemDetail problem() {
    return refusal.problem(status);
  }
}
