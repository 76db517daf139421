package dev.laytime.activities.registry.embedded;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what handlers throw into error bodies. */
final class Errors {

  private static final Logger log = LoggerFactory.getLogger(Errors.class);

  private Errors() {}

  static Handler answering(Handler next) {
    return request -> {
      try {
        return next.handle(request);
      } catch (RefusedException e) {
        return e.response();
      } catch (IOException e) {
        log.warn(
            "failed method={} path={} cause={}", request.method(), request.path(), e.toString());
        return broken(e);
      } catch (RuntimeException e) {
        log.error("failed method={} path={}", request.method(), request.path(), e);
        return broken(e);
      }
    };
  }

  private static Response broken(Exception e) {
    return response(500, "UNKNOWN", "the registry failed", String.valueOf(e.getMessage()));
  }

  static Response response(int status, String code, String message, String detail) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode error = body.putArray("errors").addObject();
    error.put("code", code).put("message", message).put("detail", detail);
    return Response.of(status).withJson("application/json", body);
  }
}
