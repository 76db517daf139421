package dev.laytime.worker.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/**
 * A refusal as people read it, as an RFC 9457 problem.
 *
 * @param what was attempted: the problem's {@code title}
 * @param cause why it did not work: its {@code detail}
 * @param hint what to do about it: its extension {@code hint}
 */
record Refusal(String what, String cause, String hint) {

  ProblemDetail problem(HttpStatus status) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, cause);
    problem.setTitle(what);
    problem.setProperty("hint", hint);
    return problem;
  }

  /** The same where no controller is reached. */
  void write(int status, HttpServletResponse response, JsonMapper json) throws IOException {
    response.setStatus(status);
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    json.writeValue(response.getOutputStream(), new Written(what, status, cause, hint));
  }

  private record Written(String title, int status, String detail, String hint) {}
}
