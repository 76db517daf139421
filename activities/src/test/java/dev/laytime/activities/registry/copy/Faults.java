package dev.laytime.activities.registry.copy;

import dev.laytime.activities.registry.copy.FaultyRegistry.Behind;
import dev.laytime.activities.registry.copy.FaultyRegistry.Fault;
import dev.laytime.activities.registry.copy.RawServer.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/** What can go wrong with any request. */
final class Faults {

  private Faults() {}

  static Fault answers(String status) {
    return answers(status, "");
  }

  static Fault answers(String status, String body) {
    return (request, _) -> {
      var _ = request.read();
      request.answer("HTTP/1.1 " + status + "\r\n", body);
    };
  }

  static Fault says(String text) {
    return (request, _) -> {
      var _ = request.read();
      request.say(text);
    };
  }

  static Fault error(String status, String code) {
    return answers(status, "{\"errors\":[{\"code\":\"%s\",\"message\":\"no\"}]}".formatted(code));
  }

  /** The answer to a look that finds something. */
  static Fault found(String digest, String mediaType) {
    return answers(
        "200 Yes\r\nContent-Type: %s\r\nDocker-Content-Digest: %s".formatted(mediaType, digest),
        "{}");
  }

  static void reset(Request request, Behind behind) throws IOException {
    var _ = request.read();
    request.reset();
  }

  static void resetUnread(Request request, Behind behind) throws IOException {
    request.reset();
  }

  static void lost(Request request, Behind behind) throws IOException {
    behind.ask(request);
    request.reset();
  }

  static void silence(Request request, Behind behind) throws IOException {
    var _ = request.read();
    var _ = request.body().read(); // until the other side goes
  }

  static void silenceInBody(Request request, Behind behind) throws IOException {
    String answer = behind.ask(request);
    request.say(answer.substring(0, answer.length() - 1));
    var _ = request.body().read();
  }

  static void resetInBody(Request request, Behind behind) throws IOException {
    String answer = behind.ask(request);
    request.say(answer.substring(0, answer.length() - 1));
    request.reset();
  }

  static void longHead(Request request, Behind behind) throws IOException {
    var _ = request.read();
    request.answer("HTTP/1.1 200 OK\r\nX: " + "x".repeat(100_000) + "\r\n", "");
  }

  static void endless(Request request, Behind behind) throws IOException {
    var _ = request.read();
    request.say("HTTP/1.1 500 No\r\nConnection: close\r\n\r\n");
    request.sayForEver("no ");
  }

  static void trickle(Request request, Behind behind) throws IOException {
    for (char one : behind.ask(request).toCharArray()) {
      request.say(String.valueOf(one));
    }
  }

  static void toItself(Request request, Behind behind) throws IOException {
    request.answer("HTTP/1.1 307 Go\r\nLocation: " + request.target() + "\r\n", "");
  }

  static void expired(Request request, Behind behind) throws IOException {
    var _ = request.read();
    request.answer(
        "HTTP/1.1 401 No\r\nWWW-Authenticate: Bearer realm=\"http://127.0.0.1:%d/token\"\r\n"
            .formatted(request.socket().getLocalPort()),
        "");
  }

  static Fault cut(int bytes) {
    return (request, behind) -> {
      String answer = behind.ask(request);
      request.say(answer.substring(0, Math.min(answer.length() - 1, start(answer) + bytes)));
    };
  }

  static Fault body(UnaryOperator<String> change) {
    return (request, behind) -> {
      String answer = behind.ask(request);
      String body = change.apply(answer.substring(start(answer)));
      String head =
          answer
              .substring(0, start(answer))
              .replaceAll("(?i)content-length: *[0-9]+", "Content-Length: " + body.length());
      request.say(head + body);
    };
  }

  private static int start(String answer) {
    return answer.indexOf("\r\n\r\n") + 4;
  }

  static String other(String body) {
    return (char) (body.charAt(0) ^ 1) + body.substring(1);
  }

  static void compressed(Request request, Behind behind) throws IOException {
    String answer = behind.ask(request);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(answer.substring(start(answer)).getBytes(StandardCharsets.ISO_8859_1));
    }
    request.answer(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n",
        bytes.toString(StandardCharsets.ISO_8859_1));
  }

  static void part(Request request, Behind behind) throws IOException {
    request.answer("HTTP/1.1 206 Part\r\nContent-Range: bytes 0-0/2\r\n", "{");
  }

  static Fault header(String name, String value) {
    return (request, behind) ->
        request.say(
            behind
                .ask(request)
                .replaceFirst("(?i)\r\n" + name + ":[^\r]*", "\r\n" + name + ": " + value));
  }

  static void unmounted(Request request, Behind behind) throws IOException {
    String without = request.head().replaceFirst("\\?mount=[^ ]*", "");
    request.say(
        behind.ask(
            new Request(
                request.method(), request.target(), without, request.body(), request.socket())));
  }
}
