package dev.laytime.activities.registry.embedded;

/** A request that is answered with an error of the spec. */
final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final int status;
  private final String detail;

  RefusedException(ErrorCode code, int status, String detail) {
    super(code + ": " + detail);
    this.code = code;
    this.status = status;
    this.detail = detail;
  }

  Response response() {
    return Errors.response(status, code.name(), code.message(), detail);
  }
}
