package dev.laytime.activities.registry.embedded;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Asks who is there, where that is turned on. */
final class Authentication implements Handler {

  private static final String SCHEME = "Bearer ";

  private final Behaviours behaviours;
  private final Tokens tokens;
  private final Handler next;

  Authentication(Behaviours behaviours, Tokens tokens, Handler next) {
    this.behaviours = behaviours;
    this.tokens = tokens;
    this.next = next;
  }

  @Override
  public Response handle(Request request) throws IOException {
    Optional<Behaviour.TokenAuthentication> token =
        behaviours.find(Behaviour.TokenAuthentication.class);
    if (token.isPresent()) {
      return withToken(request, token.get());
    }
    Optional<Behaviour.BasicAuthentication> basic =
        behaviours.find(Behaviour.BasicAuthentication.class);
    return basic.isPresent() ? withPassword(request, basic.get()) : next.handle(request);
  }

  private Response withPassword(Request request, Behaviour.BasicAuthentication rule)
      throws IOException {
    if (BasicCredentials.match(request.header("Authorization"), rule.username(), rule.password())) {
      return next.handle(request);
    }
    return challenge("Basic realm=\"laytime\"");
  }

  private Response withToken(Request request, Behaviour.TokenAuthentication rule)
      throws IOException {
    if (request.path().equals(Tokens.PATH)) {
      return tokens.give(request, rule);
    }
    Optional<String> token =
        request
            .header("Authorization")
            .filter(header -> header.startsWith(SCHEME))
            .map(header -> header.substring(SCHEME.length()));
    List<Scope> needed = Scope.neededBy(request);
    if (token.isPresent() && tokens.permits(token.get(), needed)) {
      return next.handle(request);
    }
    String address = request.header("Host").orElse("localhost");
    String scope = String.join(" ", needed.stream().map(Scope::text).toList());
    return challenge(
        "Bearer realm=\"http://%s%s\",service=\"laytime\"".formatted(address, Tokens.PATH)
            + (scope.isEmpty() ? "" : ",scope=\"" + scope + "\"")
            + (token.isEmpty() ? "" : ",error=\"invalid_token\""));
  }

  private static Response challenge(String header) {
    return ErrorCode.UNAUTHORIZED
        .about("send credentials")
        .response()
        .with("WWW-Authenticate", header);
  }
}
