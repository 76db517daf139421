package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChallengeTest {

  @Test
  void readsABearerChallengeWithQuotedAndPlainParameters() {
    assertThat(
            Challenge.choose(
                List.of(
                    "bearer realm=\"https://auth.test/t?a=b,c\" , service=reg,scope=\"a"
                        + " \\\"b\\\"\"")))
        .contains(new Challenge.Bearer("https://auth.test/t?a=b,c", "reg"));
  }

  @Test
  void prefersATokenToAPassword() {
    assertThat(Challenge.choose(List.of("Basic realm=\"x\"", "Bearer realm=\"https://a.test\"")))
        .contains(new Challenge.Bearer("https://a.test", ""));
  }

  @Test
  void knowsABasicChallenge() {
    assertThat(Challenge.choose(List.of("BASIC"))).contains(new Challenge.Basic());
  }

  @Test
  void passesOverWhatItCannotAnswer() {
    assertThat(Challenge.choose(List.of())).isEmpty();
    assertThat(Challenge.choose(List.of("", "Negotiate", "Bearer", "Bearer service=\"x\"")))
        .isEmpty();
    assertThat(Challenge.choose(List.of("Bearer realm=\"" + "x".repeat(10_000) + "\""))).isEmpty();
  }
}
