package dev.laytime.activities.registry.client;

import dev.laytime.image.Repository;
import dev.laytime.ledger.RequestBudget.Account;
import dev.laytime.ledger.Urgency;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.jspecify.annotations.Nullable;

/**
 * Registries, as their repositories: connections and tokens are shared by all that asks the same
 * registry.
 */
public final class RegistryClient implements AutoCloseable {

  private static final String WORKER = "";

  private final ClientSettings settings;
  private final Map<String, RegistrySettings> registries;
  private final RegistryMemory memory;
  private final Owners owners;
  private final Tolls tolls;
  private final DnsResolver names;
  private final ConcurrentMap<Place, AddressGuard> guards;
  private final ConcurrentMap<Use, Connection> connections;
  private final Urgency urgency;
  private final ConcurrentMap<RegistrySettings, VendorApi> apis;

  /**
   * A registry, and what is done there. Each has connections of its own: a copy inside one registry
   * holds one to read while it waits for one to write, and what only reads cannot write. Others are
   * made where more is learnt of the registry.
   *
   * @param owner on whose account; empty for the worker's own
   */
  private record Use(
      String registry, Access access, String owner, @Nullable RegistrySettings known) {}

  /** A host with a registry. Whatever leads there is guarded by what all of it has seen. */
  private record Place(String host, boolean allowPrivate) {}

  /**
   * What one registry's repositories share.
   *
   * @param trust for how long its tags are trusted
   * @param missing creates repositories that are written to and not there; null for nobody
   * @param urgency of what is asked there
   */
  record Connection(
      Transport transport,
      Authentication authentication,
      Duration trust,
      @Nullable MissingRepositories missing,
      Urgency urgency) {

    Connection(Transport transport, Authentication authentication) {
      this(transport, authentication, Duration.ZERO, null, Urgency.ORDERED);
    }

    private Connection at(Urgency other) {
      return new Connection(transport, authentication, trust, missing, other);
    }
  }

  /** A client; nothing is asked before somebody wants something. */
  public RegistryClient(ClientSettings settings) {
    this(settings, SystemDefaultDnsResolver.INSTANCE);
  }

  /**
   * @param names what hosts resolve to, before a guard looks at it
   */
  RegistryClient(ClientSettings settings, DnsResolver names) {
    this.settings = settings;
    this.names = names;
    this.registries =
        settings.registries().stream()
            .collect(Collectors.toMap(RegistrySettings::host, Function.identity()));
    this.memory = new RecentMemory();
    this.owners = new Owners(System::nanoTime);
    this.tolls = new Tolls(settings.budget());
    this.guards = new ConcurrentHashMap<>();
    this.connections = new ConcurrentHashMap<>();
    this.apis = new ConcurrentHashMap<>();
    this.urgency = Urgency.ORDERED;
  }

  private RegistryClient(RegistryClient same, Urgency urgency) {
    this.settings = same.settings;
    this.names = same.names;
    this.registries = same.registries;
    this.memory = same.memory;
    this.owners = same.owners;
    this.tolls = same.tolls;
    this.guards = same.guards;
    this.connections = same.connections;
    this.apis = same.apis;
    this.urgency = urgency;
  }

  /** The same client, connections and all, for what is as urgent as that. It is closed with it. */
  public RegistryClient at(Urgency other) {
    return new RegistryClient(this, other);
  }

  /** Whether it is a dry run: whatever is asked for, nothing is written. */
  public boolean isDryRun() {
    return settings.dryRun();
  }

  /**
   * Fails in a dry run, before anything is prepared.
   *
   * @param what is to be written, for people
   * @throws RegistryException of type {@code REFUSED}
   */
  public void checkWritable(String what) throws RegistryException {
    if (settings.dryRun()) {
      throw RegistryErrors.dryRun(what);
    }
  }

  /** A repository that is only read. */
  public RemoteRepository source(Repository repository) {
    return reading(repository, RegistryMemory.NONE);
  }

  /** A repository that is written to. */
  public RemoteRepository target(Repository repository) {
    return writing(repository, RegistryMemory.NONE);
  }

  /** The same as {@link #source}, for many copies: what one of them has seen the next may use. */
  public RemoteRepository sharedSource(Repository repository) {
    return reading(repository, memory);
  }

  /** The same as {@link #target}, for many copies: what one of them has seen the next may use. */
  public RemoteRepository sharedTarget(Repository repository) {
    return writing(repository, memory);
  }

  /**
   * A repository that a mirror reads, on its own account where it has one: what was seen so is not
   * shown to who has another.
   *
   * @throws RegistryException if the mirror has an account that is not known now
   */
  public RemoteRepository sourceOf(String mirror, Repository repository) throws RegistryException {
    Optional<SourceWay> way = settings.ways().of(mirror, repository);
    return way.isEmpty() ? listed(repository) : reading(repository, way.get());
  }

  /** As everybody reads it, and its tags listed as is set for its registry. */
  private RemoteRepository listed(Repository repository) {
    return new RemoteRepository(
        repository,
        connection(repository.registry(), Access.READING),
        Scope.pull(repository),
        memory,
        Resuming.NEVER,
        tags(repository));
  }

  private RemoteRepository reading(Repository repository, SourceWay way) {
    RegistrySettings configured = known(repository.registry());
    // What configuration says of a registry goes before what others say.
    RegistrySettings known =
        configured == null
            ? new RegistrySettings(repository.registry(), null, way.insecure())
            : configured;
    known = known.with(known.tls().trusting(way.tls()));
    if (owners.isAnother(way)) {
      giveUp(way.owner());
    }
    Use use = new Use(repository.registry(), Access.READING, way.owner(), known);
    Connection connection = connection(use, way.credentials());
    return new RemoteRepository(
        repository, connection, Scope.pull(repository), owners.memory(way.owner()));
  }

  /** Lets go of what was there for an owner of ways: it is nobody's any more. */
  public void leave(String owner) {
    owners.leave(owner);
    giveUp(owner);
  }

  private void giveUp(String owner) {
    owners.forget(owner);
    for (Use use : connections.keySet()) {
      if (use.owner().equals(owner)) {
        Connection left = connections.remove(use);
        if (left != null) {
          owners.giveUp(left.transport());
        }
      }
    }
  }

  /** How many connections there are on somebody's account. */
  long owned() {
    return connections.keySet().stream().filter(use -> !use.owner().equals(WORKER)).count();
  }

  private RemoteRepository reading(Repository repository, RegistryMemory known) {
    Connection connection = connection(repository.registry(), Access.READING);
    return new RemoteRepository(repository, connection, Scope.pull(repository), known);
  }

  private RemoteRepository writing(Repository repository, RegistryMemory known) {
    Connection connection = connection(repository.registry(), Access.WRITING);
    return new RemoteRepository(
        repository, connection, Scope.push(repository), known, settings.resuming());
  }

  /** What lists the tags of a repository: the registry, or its vendor's API where that is set. */
  public TagLister tags(Repository repository) {
    RegistrySettings known = known(repository.registry());
    return known == null || known.tagListing() == TagApi.OCI
        ? new Tags(
            repository,
            new Exchange(connection(repository.registry(), Access.READING), Scope.pull(repository)))
        : known.tagListing().lister(repository, apis.computeIfAbsent(known, this::api));
  }

  private VendorApi api(RegistrySettings known) {
    Endpoint registry = Endpoint.of(known.host(), known);
    Endpoint endpoint = known.endpoint() == null ? known.tagListing().at(registry) : registry;
    return new VendorApi(transport(endpoint, known, Access.READING));
  }

  /**
   * What somebody else needs who reads a repository in our place.
   *
   * @throws RegistryException if it is not known whether there is a login
   */
  public Passage passageToRead(Repository repository) throws RegistryException {
    return passage(repository, Access.READING);
  }

  /** The same of a repository that is written to. */
  public Passage passageToWrite(Repository repository) throws RegistryException {
    return passage(repository, Access.WRITING);
  }

  private Passage passage(Repository repository, Access access) throws RegistryException {
    RegistrySettings known = known(repository.registry());
    String login = Endpoint.of(repository.registry(), known).login();
    Credential credential =
        credentials(known, access).of(new Credentials.Place(login, repository.path())).orElse(null);
    return Passage.of(repository.registry(), known, credential);
  }

  /**
   * Pays for a request that somebody else sends in our place.
   *
   * @throws RegistryException if it may not be sent soon, with the time when it may
   */
  public void pay(Passage passage, String what) throws RegistryException {
    RegistrySettings known = known(passage.host());
    String host = Endpoint.of(passage.host(), known).base().getAuthority();
    Credential who = passage.credential();
    Toll toll =
        tolls.of(new Account(host, who == null ? "" : who.login()), passage.requestInterval());
    toll.pay(what, urgency);
    toll.answered();
  }

  /** The list of a registry's repositories. */
  public Catalog catalog(String registry) {
    return new Catalog(
        registry, new Exchange(connection(registry, Access.READING), Scope.catalog()));
  }

  /**
   * The one way to take something away.
   *
   * @param enabled whether a person switched on deletion for the stage that holds a repository;
   *     asked before every request
   */
  public Deletion deletion(Predicate<Repository> enabled) {
    return new Deletion(this, enabled, settings.dryRun());
  }

  /** A way on which a repository's manifests and tags can be deleted. */
  Exchange deleting(Repository repository) {
    return new Exchange(
        connection(repository.registry(), Access.DELETING), Scope.delete(repository));
  }

  /** How long one DELETE there may take in all. */
  Duration deleteTimeout(Repository repository) {
    RegistrySettings known = known(repository.registry());
    return known == null ? RegistrySettings.LONGEST_DELETE : known.deleteTimeout();
  }

  /** What is configured of registries. */
  public List<RegistrySettings> configured() {
    return settings.registries();
  }

  /** How far each registry may be asked that is configured, or that this client has asked. */
  public Map<String, RegistryBudget> budgets() {
    Map<String, Duration> waits = settings.budget().waits();
    Set<String> known = new TreeSet<>(registries.keySet());
    connections.keySet().forEach(use -> known.add(use.registry()));
    Map<String, RegistryBudget> budgets = new LinkedHashMap<>();
    for (String registry : known) {
      String host = Endpoint.of(registry, registries.get(registry)).base().getAuthority();
      budgets.put(
          registry,
          new RegistryBudget(
              waits.getOrDefault(host, Duration.ZERO), tolls.quota(host).orElse(null)));
    }
    return budgets;
  }

  /** Whether a registry said within the last hour that it grants little more for now. */
  public boolean isScarce(String registry) {
    String host = Endpoint.of(registry, known(registry)).base().getAuthority();
    return tolls.quota(host).filter(Quota::isScarce).isPresent();
  }

  @Override
  public void close() {
    connections.values().forEach(connection -> connection.transport().close());
    apis.values().forEach(VendorApi::close);
    owners.close();
  }

  private Connection connection(String registry, Access access) {
    RegistrySettings known = known(registry);
    return connection(new Use(registry, access, WORKER, known), credentials(known, access));
  }

  private Connection connection(Use wanted, Credentials credentials) {
    Connection shared =
        connections.computeIfAbsent(
            wanted,
            use -> {
              RegistrySettings known = use.known();
              Transport transport =
                  transport(Endpoint.of(use.registry(), known), known, use.access());
              return new Connection(
                  transport,
                  new Authentication(transport, credentials),
                  known == null ? Duration.ZERO : known.trust(),
                  known == null ? null : known.missing(),
                  urgency);
            });
    return shared.at(urgency);
  }

  private Transport transport(Endpoint endpoint, @Nullable RegistrySettings known, Access access) {
    Duration interval = known == null ? Duration.ZERO : known.requestInterval();
    return new Transport(
        endpoint,
        settings.agent(),
        settings.dryRun() ? Access.DRY_RUN : access,
        settings.proxies(),
        login -> tolls.of(new Account(endpoint.base().getAuthority(), login), interval),
        guard(endpoint, known));
  }

  private AddressGuard guard(Endpoint endpoint, @Nullable RegistrySettings known) {
    boolean allowPrivate = known != null && known.allowPrivate();
    return guards.computeIfAbsent(
        new Place(AddressGuard.bare(endpoint.base().getHost()), allowPrivate),
        place -> new AddressGuard(place.host(), place.allowPrivate(), names));
  }

  private @Nullable RegistrySettings known(String registry) {
    RegistrySettings listed = registries.get(registry);
    return listed == null ? settings.others().apply(registry) : listed;
  }

  /** Those of the registry itself go before those for all. */
  private Credentials credentials(@Nullable RegistrySettings known, Access access) {
    Credentials own = known == null ? null : known.credentials();
    Credentials all =
        own == null
            ? settings.credentials()
            : new CredentialChain(List.of(own, settings.credentials()));
    return access == Access.READING ? all.toRead() : all;
  }
}
