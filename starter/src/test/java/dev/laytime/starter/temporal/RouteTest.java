package dev.laytime.starter.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.ExitCode;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTest {

  @ParameterizedTest
  @CsvSource({
    // layout, --server, --temporal-…, LAYTIME_SERVER, TEMPORAL_… or profile, route
    "false,,false,,false,LookAround",
    "false,,false,,true,Configured",
    "false,,false,http://variable,false,AskServer http://variable",
    "false,,false,http://variable,true,AskServer http://variable",
    "false,,true,,false,Configured",
    "false,,true,http://variable,false,Configured",
    "false,,true,http://variable,true,Configured",
    "false,http://option,false,,false,AskServer http://option",
    "false,http://option,false,http://variable,true,AskServer http://option",
    "true,,false,,false,OwnWorker",
    "true,,false,,true,OwnWorker",
    "true,,true,http://variable,true,OwnWorker",
    "true,http://option,false,,false,OwnWorker",
  })
  void findsAWay(
      boolean layout,
      @Nullable URI option,
      boolean typed,
      @Nullable URI variable,
      boolean settings,
      String expected) {
    Route route = Route.choose(new Wishes(layout, option, typed, variable, settings));

    assertThat(
            switch (route) {
              case Route.OwnWorker() -> "OwnWorker";
              case Route.AskServer(URI server) -> "AskServer " + server;
              case Route.Configured() -> "Configured";
              case Route.LookAround() -> "LookAround";
            })
        .isEqualTo(expected);
  }

  @Test
  void refusesTwoWaysAtOnce() {
    Wishes both = new Wishes(false, URI.create("http://option"), true, null, false);

    assertThatThrownBy(() -> Route.choose(both))
        .isInstanceOfSatisfying(
            CommandFailure.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE));
  }
}
