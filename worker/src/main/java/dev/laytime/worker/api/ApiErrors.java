package dev.laytime.worker.api;

import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.worker.ledger.BusyException;
import dev.laytime.worker.ledger.Wishes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** The one door at which failures become problems with a hint. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ApiErrors {

  private static final Logger log = LoggerFactory.getLogger(ApiErrors.class);
  private static final String REFERENCE = "docs/reference/http-api.md says what each request needs";

  @ExceptionHandler
  ProblemDetail request(RequestException e) {
    return e.problem();
  }

  @ExceptionHandler
  ProblemDetail missing(MissingServletRequestParameterException e) {
    return bad("read " + e.getParameterName(), "it is not there");
  }

  @ExceptionHandler
  ProblemDetail mismatch(MethodArgumentTypeMismatchException e) {
    return bad("read " + e.getName(), "expected a number, not '%s'".formatted(e.getValue()));
  }

  @ExceptionHandler
  ProblemDetail unreadable(HttpMessageNotReadableException e) {
    return bad("read the body", "expected JSON, as this request needs it");
  }

  @ExceptionHandler
  ProblemDetail refused(Wishes.RefusedException e) {
    HttpStatus status = e.missing() ? HttpStatus.NOT_FOUND : HttpStatus.CONFLICT;
    return new Refusal("do what was asked", String.valueOf(e.getMessage()), e.hint())
        .problem(status);
  }

  @ExceptionHandler
  ProblemDetail ledgerAway(LedgerUnavailableException e) {
    log.warn("the ledger does not answer cause={}", e.toString());
    return new Refusal(
            "ask the ledger",
            String.valueOf(e.getMessage()),
            "try again; see /actuator/health/readiness, and the ledger's database")
        .problem(HttpStatus.SERVICE_UNAVAILABLE);
  }

  @ExceptionHandler
  ProblemDetail busy(BusyException e) {
    return new Refusal("do what was asked", String.valueOf(e.getMessage()), "try again")
        .problem(HttpStatus.SERVICE_UNAVAILABLE);
  }

  private static ProblemDetail bad(String what, String cause) {
    return new Refusal(what, cause, REFERENCE).problem(HttpStatus.BAD_REQUEST);
  }
}
