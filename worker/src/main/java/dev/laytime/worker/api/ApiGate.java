package dev.laytime.worker.api;

import dev.laytime.ledger.LedgerUnavailableException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stands before everything that this process serves: on loopback only requests meant for it, and
 * whatever may change something only with the token. A cookie is never looked at, so no other site
 * can write through somebody's browser.
 */
public final class ApiGate extends HttpFilter {

  private static final long serialVersionUID = 1;
  private static final Logger log = LoggerFactory.getLogger(ApiGate.class);
  private static final String RETRY_SECONDS = "30";
  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

  private final transient WriteAccess access;
  private final transient EventsAccess events;
  private final transient List<ScopedAccess> scoped;
  private final transient JsonMapper json;
  private final boolean local;

  /**
   * A gate.
   *
   * @param events who may tell what happens in registries
   * @param scoped who may ask for promotions, and who for builds
   * @param local whether the server listens on loopback alone
   */
  public ApiGate(
      WriteAccess access,
      EventsAccess events,
      List<ScopedAccess> scoped,
      boolean local,
      JsonMapper json) {
    this.access = access;
    this.events = events;
    this.scoped = List.copyOf(scoped);
    this.local = local;
    this.json = json;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (local && !LocalHosts.isMeant(request.getHeader("Host"))) {
      Refusal refusal =
          new Refusal(
              "answer a request for another host",
              "this worker listens on this machine alone, and its header Host names another",
              "ask 127.0.0.1 or localhost");
      refusal.write(HttpServletResponse.SC_FORBIDDEN, response, json);
      return;
    }
    ScopedAccess asked = asked(request).orElse(null);
    if (asked != null) {
      ask(asked, request, response, chain);
    } else if (READS.contains(request.getMethod()) || mayWrite(request, response)) {
      chain.doFilter(request, response);
    }
  }

  private Optional<ScopedAccess> asked(HttpServletRequest request) {
    return request.getMethod().equals("POST")
            && (request.getHeader(SignedStatements.STATEMENT) != null
                || !access.isShownBy(request.getHeader("Authorization")))
        ? scoped.stream().filter(each -> each.isFor(request.getRequestURI())).findFirst()
        : Optional.empty();
  }

  private void ask(
      ScopedAccess asked,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    String what = request.getMethod() + " " + request.getRequestURI();
    HeldRequest held = HeldRequest.of(request).orElse(null);
    if (held == null) {
      new Refusal(
              what,
              "its body is longer than %d bytes".formatted(HeldRequest.LONGEST),
              "send what docs/reference/http-api.md says, and no more")
          .write(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, response, json);
      return;
    }
    try {
      held.setAttribute(Caller.ATTRIBUTE, asked.of(held));
    } catch (NotShownException e) {
      refuse(
          new Refusal(
              what,
              String.valueOf(e.getMessage()),
              "docs/reference/http-api.md says which tokens and signatures count"),
          request,
          response);
      return;
    } catch (LedgerUnavailableException | KeysAwayException e) {
      log.warn("cannot tell who asks cause={}", e.toString());
      response.setHeader("Retry-After", RETRY_SECONDS);
      new Refusal(what, String.valueOf(e.getMessage()), "try again in a while")
          .write(HttpServletResponse.SC_SERVICE_UNAVAILABLE, response, json);
      return;
    }
    chain.doFilter(held, response);
  }

  private boolean mayWrite(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String what = request.getMethod() + " " + request.getRequestURI();
    Optional<String> stage = EventsAccess.stage(request.getRequestURI());
    if (stage.isPresent()) {
      return mayTell(what, stage.get(), request, response);
    }
    if (!access.isOn()) {
      new Refusal(
              what,
              "writes are off: this worker has no token",
              "set laytime.api.token-file to a file that holds one, and start the worker again")
          .write(HttpServletResponse.SC_FORBIDDEN, response, json);
      return false;
    }
    if (!access.isShownBy(request.getHeader("Authorization"))) {
      refuse(
          new Refusal(
              what,
              "the request does not show the worker's token",
              "send it as Authorization: Bearer TOKEN; laytime takes it from --token-file"),
          request,
          response);
      return false;
    }
    return true;
  }

  private boolean mayTell(
      String what, String stage, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    WriteAccess teller = events.to(stage);
    if (!teller.isOn()) {
      new Refusal(
              what,
              "this worker's configuration has no events-token-file for a stage '%s'"
                  .formatted(stage),
              "set it, and start the worker again; docs/how-to/keep-what-is-pulled.md says how")
          .write(HttpServletResponse.SC_NOT_FOUND, response, json);
      return false;
    }
    if (!teller.isShownBy(request.getHeader("Authorization"))) {
      refuse(
          new Refusal(
              what,
              "the request does not show the token of stage '%s'".formatted(stage),
              "have the registry send it as Authorization: [Bearer TOKEN], with the token of the"
                  + " stage's events-token-file"),
          request,
          response);
      return false;
    }
    return true;
  }

  private void refuse(Refusal refusal, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    log.warn("refused without token what=\"{}\"", request.getMethod());
    response.setHeader("WWW-Authenticate", "Bearer");
    refusal.write(HttpServletResponse.SC_UNAUTHORIZED, response, json);
  }
}
