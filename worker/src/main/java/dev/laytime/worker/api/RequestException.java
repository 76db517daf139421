package dev.laytime.worker.api;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** A request that cannot be answered as it is. */
final class RequestException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final HttpStatus status;
  private final transient Refusal refusal;
  private final boolean busy;

  RequestException(HttpStatus status, Refusal refusal) {
    this(status, refusal, false);
  }

  private RequestException(HttpStatus status, Refusal refusal, boolean busy) {
    super(refusal.what() + ": " + refusal.cause());
    this.status = status;
    this.refusal = refusal;
    this.busy = busy;
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

  /** Something else is on its way: it may be done once that is over. */
  static RequestException busy(String what, String cause, String hint) {
    return new RequestException(HttpStatus.CONFLICT, new Refusal(what, cause, hint), true);
  }

  /** The same, with what else is to be known. */
  RequestException adding(String fact, String hint) {
    return new RequestException(
        status, new Refusal(refusal.what(), refusal.cause() + "; " + fact, hint), busy);
  }

  /** Whether it may be done when it is asked for again. */
  boolean isBusy() {
    return busy;
  }

  /** Whether nobody knows what became of it. */
  boolean isUnanswered() {
    return status.is5xxServerError();
  }

  ProblemDetail problem() {
    return refusal.problem(status);
  }
}
