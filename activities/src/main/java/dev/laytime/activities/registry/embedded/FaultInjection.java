package dev.laytime.activities.registry.embedded;

import java.io.IOException;
import java.util.Optional;

/** Lets the faults strike that are set. */
final class FaultInjection implements Handler {

  private final Behaviours behaviours;
  private final Time time;
  private final Handler next;

  FaultInjection(Behaviours behaviours, Time time, Handler next) {
    this.behaviours = behaviours;
    this.time = time;
    this.next = next;
  }

  @Override
  public Response handle(Request request) throws IOException {
    Optional<Fault.Refusal> refusal = behaviours.strike(Fault.Refusal.class, request);
    if (refusal.isPresent()) {
      return refuse(refusal.get());
    }
    Optional<Fault.Slow> slow = behaviours.strike(Fault.Slow.class, request);
    Response response = next.handle(slow.isEmpty() ? request : slowed(request, slow.get()));
    Response damaged = damage(request, response);
    return slow.isEmpty() ? damaged : damaged.with(slowed(damaged.body(), slow.get()));
  }

  private static Response refuse(Fault.Refusal refusal) {
    return switch (refusal) {
      case Fault.TooManyRequests(var retryAfter) -> {
        Response response = ErrorCode.TOOMANYREQUESTS.about("a fault was set").response();
        yield retryAfter == null ? response : response.with("Retry-After", retryAfter);
      }
      case Fault.NotFound() -> ErrorCode.MANIFEST_UNKNOWN.about("a fault was set").response();
      case Fault.ServerError(var status) ->
          Errors.response(status, "UNAVAILABLE", "the registry is broken", "a fault was set");
    };
  }

  private Response damage(Request request, Response response) {
    if (!request.method().equals("GET") || response.body().length() == 0) {
      return response;
    }
    return behaviours
        .strike(Fault.Damage.class, request)
        .map(damage -> response.with(damaged(response.body(), damage)))
        .orElse(response);
  }

  private static Body damaged(Body body, Fault.Damage damage) {
    return switch (damage) {
      case Fault.Truncated(var after) -> {
        long sent = Math.min(after, body.length() - 1);
        yield new Body(body.length(), () -> new LimitedInputStream(body.source().open(), sent));
      }
      case Fault.WrongBytes() ->
          new Body(body.length(), () -> new WrongInputStream(body.source().open()));
    };
  }

  private Request slowed(Request request, Fault.Slow slow) {
    return request.withBody(new SlowInputStream(request.body(), slow.bytesPerSecond(), time));
  }

  private Body slowed(Body body, Fault.Slow slow) {
    return new Body(
        body.length(),
        () -> new SlowInputStream(body.source().open(), slow.bytesPerSecond(), time));
  }
}
