package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.embedded.Fault;
import dev.laytime.activities.registry.embedded.FaultRule;
import dev.laytime.activities.registry.embedded.RequestMatcher;
import dev.laytime.activity.PollCount;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That a poll does not know what its source has is told apart from all other troubles. */
class UnlistedSourceTest extends MirrorPairTest {

  @Test
  void countsARepositoryThatIsNotListed() throws IOException {
    pair.publish("v1");
    assertThat(pair.poll(POLL).unlisted()).isZero();
    fail("/tags/list", new Fault.ServerError(500));
    PollCount count = pair.poll(NEXT);
    assertThat(count.unlisted()).isEqualTo(1);
    assertThat(count.troubles()).isEqualTo(1);
    assertThat(pair.at("v1").selected()).isTrue();
  }

  @Test
  void countsARegistryThatListsNoRepositories() throws IOException {
    pair.publish("v1");
    pair.targets.mirror =
        pair.mirror(order -> {
          order.repositories = List.of("a*");
          return order;
        });
    fail("/_catalog", new Fault.NotFound());
    assertThat(pair.poll(POLL).unlisted()).isEqualTo(1);
  }

  @Test
  void countsNoTagThatCannotBeLookedUp() throws IOException {
    pair.publish("v1");
    fail("/manifests/v1", new Fault.ServerError(500));
    PollCount count = pair.poll(POLL);
    assertThat(count.troubles()).isPositive();
    assertThat(count.unlisted()).isZero();
  }

  private void fail(String path, Fault fault) {
    pair.up.behaviours().inject(FaultRule.always(fault).on(RequestMatcher.path(path)));
  }
}
