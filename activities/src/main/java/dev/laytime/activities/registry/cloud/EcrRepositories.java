package dev.laytime.activities.registry.cloud;

import dev.laytime.activities.registry.client.MissingRepositories;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.ServiceHttp.Answer;
import dev.laytime.image.Repository;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates repositories of one private registry of ECR, which takes no image for one that it has
 * not.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html">Amazon
 *     ECR, CreateRepository</a>
 */
final class EcrRepositories implements MissingRepositories {

  private static final Logger log = LoggerFactory.getLogger(EcrRepositories.class);

  private static final String THERE = "RepositoryAlreadyExistsException";

  /** Who missed it at the same time need not create it, too. */
  private static final Duration JUST_NOW = Duration.ofSeconds(10);

  private final AwsApi api;
  private final String account;
  private final ReentrantLock turn = new ReentrantLock();
  private final Map<Repository, Instant> created = new HashMap<>();

  /**
   * @param account that owns the registry
   */
  EcrRepositories(AwsApi api, String account) {
    this.api = api;
    this.account = account;
  }

  @Override
  public void create(Repository repository) throws RegistryException {
    turn.lock();
    try {
      Instant now = api.environment().clock().instant();
      created.values().removeIf(then -> then.isBefore(now.minus(JUST_NOW)));
      if (!created.containsKey(repository)) {
        ask(repository);
        created.put(repository, now);
      }
    } finally {
      turn.unlock();
    }
  }

  private void ask(Repository repository) throws RegistryException {
    String what = "create repository " + repository;
    String body = Json.write(Map.of("registryId", account, "repositoryName", repository.path()));
    Optional<Answer> answer = api.ask("CreateRepository", body, what);
    if (answer.isEmpty()) {
      throw CloudErrors.nobody(what, CloudLogins.HINT_AWS);
    }
    if (answer.get().isSuccess()) {
      log.info("created repository={}", repository);
    } else if (!answer.get().body().contains(THERE)) { // another worker was first
      throw CloudErrors.answered(
          answer.get(),
          api.endpoint(),
          what,
          "allow this process's role ecr:CreateRepository, or create it by hand");
    }
  }
}
