package dev.laytime.activities.registry.client;

import dev.laytime.ledger.RequestBudget;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How registries are asked.
 *
 * @param registries those that differ from what is usual; a host at most once
 * @param credentials who we are to each registry
 * @param proxies that lead there
 * @param budget that every request is paid from
 * @param resuming which blobs are sent so that a next attempt can go on
 * @param dryRun whether no request but GET and HEAD may leave
 * @param agent who we say we are, as in the header {@code User-Agent}
 * @param others what those differ in that are learnt of later; null for one that differs in nothing
 * @param ways which mirrors ask their source on another account
 */
public record ClientSettings(
    List<RegistrySettings> registries,
    Credentials credentials,
    Proxies proxies,
    RequestBudget budget,
    Resuming resuming,
    boolean dryRun,
    String agent,
    Function<String, @Nullable RegistrySettings> others,
    SourceWays ways) {

  private static final String NOBODY_IN_PARTICULAR = "laytime";

  /** Settings that nobody can change any more. */
  public ClientSettings {
    registries = List.copyOf(registries);
  }

  /** Straight there, as fast as registries answer, and writing. */
  public static ClientSettings of(List<RegistrySettings> registries, Credentials credentials) {
    return new ClientSettings(
        registries,
        credentials,
        Proxies.NONE,
        RequestBudget.UNLIMITED,
        Resuming.from(new RecentUploads()),
        false,
        NOBODY_IN_PARTICULAR,
        _ -> null,
        SourceWays.NONE);
  }

  /** The same, through proxies. */
  public ClientSettings through(Proxies other) {
    return new ClientSettings(
        registries, credentials, other, budget, resuming, dryRun, agent, others, ways);
  }

  /** The same, paid from another budget. */
  public ClientSettings paidFrom(RequestBudget other) {
    return new ClientSettings(
        registries, credentials, proxies, other, resuming, dryRun, agent, others, ways);
  }

  /** The same, with another memory of uploads. */
  public ClientSettings resuming(Resuming other) {
    return new ClientSettings(
        registries, credentials, proxies, budget, other, dryRun, agent, others, ways);
  }

  /** The same, as a dry run or not. */
  public ClientSettings dryRun(boolean whether) {
    return new ClientSettings(
        registries, credentials, proxies, budget, resuming, whether, agent, others, ways);
  }

  /** The same, as somebody who can be told from others. */
  public ClientSettings calledAs(String other) {
    return new ClientSettings(
        registries, credentials, proxies, budget, resuming, dryRun, other, others, ways);
  }

  /** The same, with registries that are learnt of later: asked whenever one is used. */
  public ClientSettings learning(Function<String, @Nullable RegistrySettings> later) {
    return new ClientSettings(
        registries, credentials, proxies, budget, resuming, dryRun, agent, later, ways);
  }

  /** The same, where mirrors may have ways of their own. */
  public ClientSettings asking(SourceWays own) {
    return new ClientSettings(
        registries, credentials, proxies, budget, resuming, dryRun, agent, others, own);
  }
}
