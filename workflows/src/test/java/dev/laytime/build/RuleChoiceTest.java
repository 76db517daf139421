package dev.laytime.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Reference;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** By which rule a person's order is done. */
class RuleChoiceTest {

  private static final BuildRule APP = BuildSamples.rule();
  private static final BuildRule SITE =
      new BuildRule(
          "site",
          new BuildImages(List.of("registry.example.com/site/*"), List.of()),
          new GitRepository("https://git.example.com/team/site", null),
          APP.refs(),
          APP.allowed(),
          APP.recipe(),
          APP.orders(),
          false,
          AfterBuild.NOTHING);
  private static final Reference IMAGE = Reference.parse("registry.example.com/team/app:1");

  @Test
  void takesARuleByItsNameOrItsUrlOrAsTheOnlyOneForTheImage() {
    RuleChoice app = new RuleChoice.Chosen(APP);

    assertThat(choose("app")).isEqualTo(app);
    assertThat(choose("https://git.example.com/team/app.git")).isEqualTo(app);
    assertThat(choose("https://git.example.com/team/app")).isEqualTo(app);
    assertThat(choose(null)).isEqualTo(app);
  }

  @Test
  void saysWhichRulesThereAreWhereItIsNone() {
    String rules =
        "app (https://git.example.com/team/app.git), site (https://git.example.com/team/site)";

    assertThat(choose("https://git.example.com/evil/app"))
        .isEqualTo(
            new RuleChoice.None(
                "no build rule is called 'https://git.example.com/evil/app' or builds of it; rules:"
                    + " "
                    + rules));
    assertThat(RuleChoice.of(List.of(APP, SITE), Reference.parse("example.org/x:1"), null))
        .isEqualTo(new RuleChoice.None("no build rule is for example.org/x:1; rules: " + rules));
    assertThat(RuleChoice.of(List.of(), IMAGE, null))
        .isEqualTo(new RuleChoice.None("there are no build rules"));
  }

  @Test
  void buildsNoImageByTheRuleOfAnother() {
    assertThat(choose("site"))
        .isEqualTo(
            new RuleChoice.None(
                "site (https://git.example.com/team/site) is not for"
                    + " registry.example.com/team/app:1, but for registry.example.com/site/*"));
  }

  @Test
  void asksWhichWhereSeveralDo() {
    assertThat(RuleChoice.of(List.of(APP, APP), IMAGE, null))
        .isInstanceOfSatisfying(
            RuleChoice.None.class, none -> assertThat(none.why()).contains("by several rules"));
  }

  private static RuleChoice choose(@Nullable String source) {
    return RuleChoice.of(List.of(APP, SITE), IMAGE, source);
  }
}
