package dev.laytime.activities.registry.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a token permits, as in {@code repository:library/alpine:pull,push}.
 *
 * @see <a href="https://distribution.github.io/distribution/spec/auth/scope/">Docker Registry,
 *     token scope</a>
 */
record Scope(String type, String name, Set<String> actions) {

  private static final Pattern REPOSITORY =
      Pattern.compile("/v2/(.+)/(?:manifests|blobs|tags|referrers)/.*");

  /** What a request needs; none for the base of the API. */
  static List<Scope> neededBy(Request request) {
    if (request.path().equals("/v2/_catalog")) {
      return List.of(new Scope("registry", "catalog", Set.of("*")));
    }
    Matcher matcher = REPOSITORY.matcher(request.path());
    if (!matcher.matches()) {
      return List.of();
    }
    List<Scope> needed = new ArrayList<>();
    String name = matcher.group(1).replaceFirst("/blobs$", "");
    needed.add(new Scope("repository", name, actions(request.method())));
    request
        .query()
        .first("from")
        .ifPresent(from -> needed.add(new Scope("repository", from, Set.of("pull"))));
    return needed;
  }

  /** Reads what a client asks a token for; several are separated by spaces. */
  static List<Scope> parse(List<String> texts) {
    List<Scope> scopes = new ArrayList<>();
    for (String text : texts) {
      for (String scope : text.split(" ", -1)) {
        int first = scope.indexOf(':');
        int last = scope.lastIndexOf(':');
        if (first < last) {
          Set<String> actions = Set.of(scope.substring(last + 1).split(",", -1));
          scopes.add(
              new Scope(scope.substring(0, first), scope.substring(first + 1, last), actions));
        }
      }
    }
    return scopes;
  }

  boolean covers(Scope needed) {
    return type.equals(needed.type)
        && name.equals(needed.name)
        && actions.containsAll(needed.actions);
  }

  boolean onlyPulls() {
    return type.equals("repository") && actions.equals(Set.of("pull"));
  }

  String text() {
    return type + ":" + name + ":" + String.join(",", actions.stream().sorted().toList());
  }

  private static Set<String> actions(String method) {
    return switch (method) {
      case "GET", "HEAD" -> Set.of("pull");
      case "DELETE" -> Set.of("delete");
      default -> Set.of("pull", "push");
    };
  }
}
