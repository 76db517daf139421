package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activity.FailureType;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.ledger.RequestBudget;
import dev.laytime.ledger.Urgency;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Exchanges as the vendors' documentation shows them; its page is named beside each. */
class VendorTagsTest {

  private static final String QUAY =
      "/api/v1/repository/team/app/tag/?limit=100&page=%d&onlyActiveTags=true";
  private static final String HUB =
      "/v2/namespaces/team/repositories/app/tags?page_size=100&page=%d";
  private static final String GALLERY = "/describeImageTags";

  private final Book book = new Book();
  private final Map<TagApi, RegistryClient> clients = new EnumMap<>(TagApi.class);
  private CannedServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = new CannedServer();
  }

  @AfterEach
  void stopServer() {
    clients.values().forEach(RegistryClient::close);
    server.close();
  }

  /**
   * Red Hat Quay, "Viewing tag history by using the API":
   * https://docs.redhat.com/en/documentation/red_hat_quay/3/html/use_red_hat_quay/viewing-tag-history-v2-api
   */
  private static String quayPage(int page, String more, String... tags) {
    String entries =
        Stream.of(tags)
            .map(
                """
                {"name": "%s", "reversion": false, "start_ts": 1717680780,
                 "manifest_digest": "sha256:57583a1b9c0a7509d3417387b4f43acf80d08cdcf5266ac87987be3f8f919d5d",
                 "is_manifest_list": false, "size": 2275314,
                 "last_modified": "Thu, 06 Jun 2024 13:33:00 -0000"}\
                """
                    ::formatted)
            .collect(Collectors.joining(","));
    return "{\"tags\": [%s], \"page\": %d%s}".formatted(entries, page, more);
  }

  /**
   * Docker Hub API, "List repository tags":
   * https://docs.docker.com/reference/api/hub/latest/operations/ListRepositoryTags/
   */
  private static String hubPage(int count, String next, String... tags) {
    String entries =
        Stream.of(tags)
            .map(
                """
                {"creator": 1234, "full_size": 123456, "id": 12345, "images": [
                  {"architecture": "amd64", "digest": "sha256:01", "os": "linux", "size": 1234}],
                 "last_updated": "2021-01-05T21:06:53.506400Z", "name": "%s", "v2": true}\
                """
                    ::formatted)
            .collect(Collectors.joining(","));
    return "{\"count\": %d, \"next\": %s, \"previous\": null, \"results\": [%s]}"
        .formatted(count, next, entries);
  }

  /**
   * Amazon ECR Public API reference, "DescribeImageTags", as the gallery answers by alias:
   * https://docs.aws.amazon.com/AmazonECRPublic/latest/APIReference/API_DescribeImageTags.html
   */
  private static String galleryPage(String nextToken, String... tags) {
    String entries =
        Stream.of(tags)
            .map(
                """
                {"createdAt": 1717680780.0, "imageTag": "%s", "imageDetail": {
                  "imageDigest": "sha256:01", "imageSizeInBytes": 123}}\
                """
                    ::formatted)
            .collect(Collectors.joining(","));
    return "{\"imageTagDetails\": [%s]%s}".formatted(entries, nextToken);
  }

  @Test
  void listsEveryPageOfQuay() throws RegistryException {
    server.answer(QUAY.formatted(1), 200, quayPage(1, ", \"has_additional\": true", "b", "a"));
    server.answer(QUAY.formatted(2), 200, quayPage(2, ", \"has_additional\": false", "c", "a"));

    assertThat(list(TagApi.QUAY)).containsExactly("b", "a", "c");
    assertThat(server.seen)
        .containsExactly(
            new CannedServer.Seen("GET", QUAY.formatted(1), null),
            new CannedServer.Seen("GET", QUAY.formatted(2), null));
  }

  @Test
  void takesNoPageOfQuayForTheLastThatDoesNotSaySo() {
    server.answer(QUAY.formatted(1), 200, quayPage(1, "", "a"));

    assertThat(failure(TagApi.QUAY).said()).contains("does not say whether there are more tags");
  }

  @Test
  void listsEveryPageOfDockerHub() throws RegistryException {
    String next = "\"https://hub.docker.com/v2/namespaces/team/repositories/app/tags?page=2\"";
    server.answer(HUB.formatted(1), 200, hubPage(3, next, "b", "a"));
    server.answer(HUB.formatted(2), 200, hubPage(3, "null", "c"));

    assertThat(list(TagApi.DOCKER_HUB)).containsExactly("b", "a", "c");
    assertThat(server.seen).allMatch(seen -> seen.authorization() == null);
  }

  @Test
  void goesWhereItKnowsTheNextPageToBeAndNotWhereItIsSent() throws RegistryException {
    server.answer(HUB.formatted(1), 200, hubPage(2, "\"http://127.0.0.1:1/elsewhere\"", "a"));
    server.answer(HUB.formatted(2), 200, hubPage(2, "null", "b"));

    assertThat(list(TagApi.DOCKER_HUB)).containsExactly("a", "b");
  }

  @Test
  void listsAgainWhatChangedWhileItWasListed() throws RegistryException {
    AtomicInteger first = new AtomicInteger();
    server.reply(
        HUB.formatted(1),
        _ -> hubPage(first.getAndIncrement() == 0 ? 3 : 2, "\"https://x/2\"", "a"));
    server.answer(HUB.formatted(2), 200, hubPage(2, "null", "c"));

    assertThat(list(TagApi.DOCKER_HUB)).containsExactly("a", "c");
    assertThat(first).hasValue(2);
  }

  @Test
  void listsNothingWhereATagIsHiddenFromItEachTime() {
    server.answer(HUB.formatted(1), 200, hubPage(3, "\"https://x/2\"", "a"));
    server.answer(HUB.formatted(2), 200, hubPage(3, "null", "c"));

    RegistryException failure = failure(TagApi.DOCKER_HUB);
    assertThat(failure.type()).isEqualTo(FailureType.UNAVAILABLE);
    assertThat(failure.said()).contains("changed while they were listed, 3 times in a row");
    assertThat(server.seen).hasSize(6);
  }

  @Test
  void listsEveryPageOfTheGallery() throws RegistryException {
    server.reply(
        GALLERY,
        body ->
            body.contains("nextToken")
                ? galleryPage(", \"nextToken\": null", "c")
                : galleryPage(", \"nextToken\": \"t+/=\"", "b", "a"));

    assertThat(list(TagApi.ECR_PUBLIC, "team/web/app")).containsExactly("b", "a", "c");
    assertThat(server.seen).extracting(CannedServer.Seen::method).containsOnly("POST");
    assertThat(server.bodies)
        .containsExactly(
            "{\"registryAliasName\":\"team\",\"repositoryName\":\"web/app\",\"maxResults\":1000}",
            "{\"registryAliasName\":\"team\",\"repositoryName\":\"web/app\",\"maxResults\":1000,"
                + "\"nextToken\":\"t+/=\"}");
  }

  /** Image-operator asked for the first page again then, for ever. */
  @ParameterizedTest
  @CsvSource({"''", "', \"nextToken\": null'", "', \"nextToken\": \"\"'"})
  void endsWhereTheGalleryNamesNoNextPage(String nextToken) throws RegistryException {
    server.reply(GALLERY, _ -> galleryPage(nextToken, "a"));

    assertThat(list(TagApi.ECR_PUBLIC)).containsExactly("a");
    assertThat(server.seen).hasSize(1);
  }

  @Test
  void failsWhereTheGalleryLeadsInACircle() {
    server.reply(GALLERY, _ -> galleryPage(", \"nextToken\": \"t\"", "a"));

    assertThat(failure(TagApi.ECR_PUBLIC).said()).contains("lead in a circle");
    assertThat(server.seen).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(TagApi.class)
  void failsWhereAnAnswerIsRefused(TagApi api) {
    server.otherwise(500, "");

    assertThat(failure(api).type()).isEqualTo(FailureType.UNAVAILABLE);
  }

  @ParameterizedTest
  @EnumSource(value = TagApi.class, names = "OCI", mode = EnumSource.Mode.EXCLUDE)
  void failsWhereAnAnswerIsNotWhatItShouldBe(TagApi api) {
    for (String body : List.of("", "<html>", "[]", "{\"tags\": 1, \"count\": 1}", "null")) {
      server.otherwise(200, body);
      assertThat(failure(api).type()).as(body).isEqualTo(FailureType.REFUSED);
    }
  }

  /** What is private, and what Docker Hub throttles, looks absent, too. */
  @ParameterizedTest
  @EnumSource(value = TagApi.class, names = "OCI", mode = EnumSource.Mode.EXCLUDE)
  void takesNoRefusalForAnAbsence(TagApi api) {
    for (int status : List.of(401, 403, 404)) {
      server.otherwise(status, "{}");
      RegistryException failure = failure(api);
      assertThat(failure.hint()).contains("take `tag-listing` of that registry away");
      assertThat(failure.said()).contains(server.address() + " answered " + status);
    }
  }

  @Test
  void failsWhereALaterPageCannotBeHad() {
    server.answer(QUAY.formatted(1), 200, quayPage(1, ", \"has_additional\": true", "a"));
    server.answer(HUB.formatted(1), 200, hubPage(2, "\"https://x/2\"", "a"));

    assertThat(failure(TagApi.QUAY).type()).isEqualTo(FailureType.NOT_FOUND);
    assertThat(failure(TagApi.DOCKER_HUB).type()).isEqualTo(FailureType.NOT_FOUND);
  }

  @Test
  void followsNoRedirect() throws IOException {
    try (CannedServer other = new CannedServer()) {
      Map<String, String> away = Map.of("Location", "http://" + other.address() + "/x");
      for (TagApi api : List.of(TagApi.QUAY, TagApi.DOCKER_HUB, TagApi.ECR_PUBLIC)) {
        server.otherwise(302, away);
        assertThat(failure(api).said()).contains("answered 302");
      }
      assertThat(other.seen).isEmpty();
    }
  }

  @Test
  void endsAListThatTellsNothingNew() {
    server.otherwise(200, quayPage(1, ", \"has_additional\": true", "a"));

    assertThat(failure(TagApi.QUAY).said()).contains("go on and tell nothing new");
    assertThat(server.seen.size()).isLessThan(200);
  }

  @Test
  void bearsNoMoreTagsThanAnyRepositoryHas() {
    for (int page = 1; page <= 11; page++) {
      int number = page;
      String tags =
          IntStream.range(0, 10_000)
              .mapToObj(i -> "{\"name\": \"%d-%d\"}".formatted(number, i))
              .collect(Collectors.joining(","));
      server.answer(
          QUAY.formatted(page), 200, "{\"tags\": [%s], \"has_additional\": true}".formatted(tags));
    }

    assertThat(failure(TagApi.QUAY).said()).contains("more than 100,000 entries");
  }

  /**
   * Docker Hub API, "Rate limiting": https://docs.docker.com/reference/api/hub/latest/ has {@code
   * Retry-After} in seconds, and had {@code X-Retry-After} as an instant until June 2025.
   */
  @Test
  void waitsAsLongAsDockerHubSays() {
    Instant before = Instant.now();
    server.otherwise(429, Map.of("Retry-After", "40"));
    assertThat(throttled(TagApi.DOCKER_HUB))
        .isBetween(before.plusSeconds(40), before.plusSeconds(100));

    long at = before.plusSeconds(600).getEpochSecond();
    server.otherwise(429, Map.of("X-Retry-After", String.valueOf(at)));
    assertThat(throttled(TagApi.DOCKER_HUB)).isEqualTo(Instant.ofEpochSecond(at));
    assertThat(book.slowed)
        .hasSize(2)
        .allMatch(slowdown -> slowdown instanceof RequestBudget.Slowdown.Pause);
  }

  @Test
  void paysForEachPageAsNobody() throws RegistryException {
    server.answer(QUAY.formatted(1), 200, quayPage(1, ", \"has_additional\": true", "a"));
    server.answer(QUAY.formatted(2), 200, quayPage(2, ", \"has_additional\": false", "b"));

    assertThat(list(TagApi.QUAY)).hasSize(2);
    assertThat(book.taken).containsExactly(server.address() + " ", server.address() + " ");
  }

  @Test
  void asksVendorsWhereTheyAreAndShowsThemNothing() {
    Endpoint hub = Endpoint.of("docker.io", null);
    assertThat(TagApi.DOCKER_HUB.at(hub))
        .isEqualTo(
            new Endpoint(
                "docker.io",
                URI.create("https://hub.docker.com"),
                "hub.docker.com",
                TlsFiles.NONE));
    assertThat(TagApi.ECR_PUBLIC.at(Endpoint.of("public.ecr.aws", null)).base())
        .isEqualTo(URI.create("https://api.us-east-1.gallery.ecr.aws"));
    assertThat(TagApi.QUAY.at(Endpoint.of("quay.example.com", null)).base())
        .isEqualTo(URI.create("https://quay.example.com"));
  }

  @Test
  void listsAtTheRegistryItselfWhereNothingElseIsSaid() throws RegistryException {
    server.answer("/v2/team/app/tags/list", 200, "{\"name\": \"team/app\", \"tags\": [\"a\"]}");

    assertThat(list(TagApi.OCI)).containsExactly("a");
  }

  @Test
  void listsSoForMirrorsAndNotForStages() throws IOException {
    server.answer(QUAY.formatted(1), 200, quayPage(1, ", \"has_additional\": false", "a"));
    server.answer("/v2/team/app/tags/list", 200, "{\"name\": \"team/app\", \"tags\": [\"b\"]}");

    assertThat(list(TagApi.QUAY)).containsExactly("a");
    RegistryClient client = Objects.requireNonNull(clients.get(TagApi.QUAY));
    Repository app = new Repository("registry.test", "team/app");
    assertThat(client.sourceOf("mirror", app).findTags()).contains(List.of(new Tag("a")));
    assertThat(client.source(app).findTags()).contains(List.of(new Tag("b")));
  }

  @Test
  void goesOnWhereAnEarlierAttemptAtQuayWasRefused() throws RegistryException {
    server.answer(QUAY.formatted(1), 200, quayPage(1, ", \"has_additional\": true", "b", "a"));
    server.answer(QUAY.formatted(2), 200, quayPage(2, ", \"has_additional\": false", "c", "a"));
    assertThat(goesOn(TagApi.QUAY)).containsExactly("b", "a", "c");
    assertThat(server.seen)
        .extracting(CannedServer.Seen::target)
        .containsExactly(QUAY.formatted(2));
  }

  @Test
  void goesOnWhereAnEarlierAttemptAtDockerHubWasRefused() throws RegistryException {
    server.answer(HUB.formatted(1), 200, hubPage(3, "\"https://x/2\"", "b", "a"));
    server.answer(HUB.formatted(2), 200, hubPage(3, "null", "c"));
    assertThat(goesOn(TagApi.DOCKER_HUB)).containsExactly("b", "a", "c");
    assertThat(server.seen).hasSize(1);
  }

  @Test
  void beginsAnewWhereTagsOfDockerHubCameSinceAnEarlierAttempt() throws RegistryException {
    AtomicInteger first = new AtomicInteger();
    server.reply(HUB.formatted(1), _ -> hubPage(3 + first.get(), "\"https://x/2\"", "b", "a"));
    server.reply(
        HUB.formatted(2),
        _ -> first.get() == 0 ? hubPage(3, "null", "c") : hubPage(4, "null", "c", "d"));
    TagProgress.Part before = before(TagApi.DOCKER_HUB);
    first.set(1);
    assertThat(list(TagApi.DOCKER_HUB, "team/app", new Kept(before)))
        .containsExactly("b", "a", "c", "d");
  }

  @Test
  void goesOnWhereAnEarlierAttemptAtTheGalleryWasRefused() throws RegistryException {
    server.reply(
        GALLERY,
        body ->
            body.contains("nextToken")
                ? galleryPage(", \"nextToken\": null", "c")
                : galleryPage(", \"nextToken\": \"t+/=\"", "b", "a"));
    assertThat(goesOn(TagApi.ECR_PUBLIC)).containsExactly("b", "a", "c");
    assertThat(server.bodies).singleElement().asString().contains("\"nextToken\":\"t+/=\"");
  }

  @Test
  void goesOnWhereAnEarlierAttemptAtARegistryWasRefused() throws RegistryException {
    String second = "/v2/team/app/tags/list?n=2&last=a";
    server.answer(
        "/v2/team/app/tags/list",
        200,
        Map.of("Link", "<%s>; rel=\"next\"".formatted(second)),
        "{\"name\": \"team/app\", \"tags\": [\"b\", \"a\"]}");
    server.answer(second, 200, "{\"name\": \"team/app\", \"tags\": [\"c\"]}");
    assertThat(goesOn(TagApi.OCI)).containsExactly("b", "a", "c");
    assertThat(server.seen).extracting(CannedServer.Seen::target).containsExactly(second);
  }

  /** A whole list, and then one from where the first page of it ended. */
  private List<String> goesOn(TagApi api) throws RegistryException {
    TagProgress.Part before = before(api);
    server.seen.clear();
    server.bodies.clear();
    return list(api, "team/app", new Kept(before));
  }

  private TagProgress.Part before(TagApi api) throws RegistryException {
    Kept kept = new Kept(null);
    List<String> _ = list(api, "team/app", kept);
    return Objects.requireNonNull(kept.part);
  }

  private static final class Kept implements TagProgress {
    private TagProgress.@Nullable Part part;

    private Kept(TagProgress.@Nullable Part part) {
      this.part = part;
    }

    @Override
    public Optional<Part> before() {
      return Optional.ofNullable(part);
    }

    @Override
    public void read(Collection<Tag> tags, String next) {
      part = new Part(List.copyOf(tags), next);
    }
  }

  private Instant throttled(TagApi api) {
    RegistryException failure = failure(api);
    assertThat(failure.type()).isEqualTo(FailureType.THROTTLED);
    return Objects.requireNonNull(failure.until());
  }

  private RegistryException failure(TagApi api) {
    return catchThrowableOfType(RegistryException.class, () -> list(api));
  }

  private List<String> list(TagApi api) throws RegistryException {
    return list(api, "team/app");
  }

  private List<String> list(TagApi api, String path) throws RegistryException {
    return list(api, path, TagProgress.NONE);
  }

  /** Whoever we are to the registry, its vendor's API is not told. */
  private List<String> list(TagApi api, String path, TagProgress progress)
      throws RegistryException {
    Repository app = new Repository("registry.test", path);
    RegistrySettings there =
        new RegistrySettings(
                "registry.test",
                URI.create("http://" + server.address()),
                true,
                RegistrySettings.LONGEST_DELETE,
                Duration.ofNanos(7))
            .listedBy(api);
    Credentials anna = _ -> Optional.of(new Credential.UsernamePassword("anna", "secret"));
    RegistryClient client =
        clients.computeIfAbsent(
            api, _ -> new RegistryClient(ClientSettings.of(List.of(there), anna).paidFrom(book)));
    return client.tags(app).find(progress).orElseThrow().stream().map(Tag::value).toList();
  }

  private static final class Book implements RequestBudget {
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final List<Slowdown> slowed = new CopyOnWriteArrayList<>();

    @Override
    public Lease take(Account account, Duration interval, int wanted, Urgency urgency) {
      taken.add(account.host() + " " + account.login());
      return new Lease(1, Duration.ZERO, Duration.ZERO);
    }

    @Override
    public void slow(Account account, Slowdown slowdown) {
      slowed.add(slowdown);
    }

    @Override
    public Map<String, Duration> waits() {
      return Map.of();
    }
  }
}
