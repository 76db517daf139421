package dev.laytime.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.promotion.SignedStatement;
import dev.laytime.promotion.SignedStatement.Say;
import dev.laytime.view.InstallationView;
import dev.laytime.view.PromotionsView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is decided of a promotion: as it was seen, and with a key of one's own. */
class SignedWordsTest {

  private static final Digest DIGEST = Digest.of("sha256", "ab".repeat(32));
  private static final String GATES = "cd".repeat(32);
  private static final String ID = "promotion/prod/app:1.2.3";
  private static final String ONE = "promotions/one?id=promotion%2Fprod%2Fapp%3A1.2.3";

  private final FakeApi api = new FakeApi("127.0.0.1:1");
  private final Path directory;

  SignedWordsTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    Files.writeString(directory.resolve("token"), FakeApi.TOKEN + "\n");
    api.with("promotions/installation", new InstallationView("here"));
    api.with(ONE, new PromotionsView.One(status(GATES), null, false, null, Run.NOW));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void printsWhatIsToBeSigned() {
    String text = statement("--gate=people").out();
    SignedStatement said = SignedStatement.parse(text);
    assertThat(said)
        .isEqualTo(
            new SignedStatement(
                Say.APPROVE,
                "here",
                said.requestId(),
                ID,
                "to-prod",
                DIGEST,
                "people",
                GATES,
                "kim",
                Run.NOW.plus(Duration.ofHours(1))));
    assertThat(said.requestId())
        .isNotEqualTo(SignedStatement.parse(statement("--gate=people").out()).requestId());
    SignedStatement order = SignedStatement.parse(statement("--order").out());
    assertThat(order.say()).isEqualTo(Say.PROMOTE);
    assertThat(statement("--order", "--gate=people").status()).isEqualTo(2);
    assertThat(statement().status()).isEqualTo(2);
  }

  @Test
  void printsNothingOfGatesThatNobodyHasRead() {
    api.with(ONE, new PromotionsView.One(status(null), null, false, null, Run.NOW));
    assertThat(statement("--gate=people").status()).isEqualTo(1);
    assertThat(statement("--order").status()).isZero();
  }

  @Test
  void sendsWhatWasSignedWithoutAToken() throws IOException {
    api.with("promotions/approvals", status(GATES));
    String text = statement("--gate=people").out();
    Files.writeString(directory.resolve("approval.txt"), text);
    Files.write(directory.resolve("binary"), new byte[] {0x30, 1, (byte) 0xff});
    Files.writeString(directory.resolve("base64"), "MAH/\n");

    for (String signature : List.of("binary", "base64")) {
      Run run = approve("--statement=approval.txt", "--signature=" + signature);
      assertThat(run).isEqualTo(new Run(0, "approved; it is WAITING\n", ""));
      assertThat(api.signed()).isEqualTo(text + "MAH/");
    }
    assertThat(api.asked().getLast())
        .isEqualTo(
            "POST promotions/approvals {\"id\":\"%s\",\"digest\":\"%s\",\"gate\":\"people\",\"by\":\"kim\",\"requestId\":\"%s\",\"gates\":\"%s\",\"path\":\"to-prod\"}"
                .formatted(ID, DIGEST, SignedStatement.parse(text).requestId(), GATES));
  }

  @Test
  void sendsNothingThatSaysAnotherThing() throws IOException {
    Files.writeString(directory.resolve("sig"), "MAH/");
    Files.writeString(directory.resolve("order.txt"), statement("--order").out());
    Files.writeString(directory.resolve("changed.txt"), statement("--gate=x").out() + " ");
    int asked = api.asked().size();

    assertThat(approve("--statement=order.txt", "--signature=sig").status()).isEqualTo(2);
    assertThat(approve("--statement=changed.txt", "--signature=sig").status()).isEqualTo(2);
    assertThat(approve("--statement=gone.txt", "--signature=sig").status()).isEqualTo(1);
    assertThat(approve("--statement=order.txt").status()).isEqualTo(2);
    assertThat(api.asked()).hasSize(asked);
  }

  @Test
  void decidesWhatWasSeenAndNothingElse() {
    api.with("promotions/approvals", status(GATES));
    assertThat(approve("--token-file=token", "--gates=" + GATES).err())
        .isEqualTo("%s: %s by path to-prod; gates %s\n".formatted(ID, DIGEST, GATES));
    assertThat(api.asked().getLast()).contains("\"gates\":\"%s\"".formatted(GATES));
    int asked = api.asked().size();

    assertThat(approve("--token-file=token", "--gates=" + "0".repeat(64)).status()).isEqualTo(5);
    String other = "--digest=" + Digest.of("sha256", "00".repeat(32));
    assertThat(run("promotions", "cancel", ID, other, "--token-file=token").status()).isEqualTo(5);
    assertThat(api.asked().subList(asked, api.asked().size()))
        .allMatch(each -> each.startsWith("GET "));
  }

  private Run statement(String... more) {
    return run(word("statement", more, "--by=kim"));
  }

  private Run approve(String... more) {
    return run(word("approve", more));
  }

  private static String[] word(String name, String[] more, String... last) {
    return Stream.of(
            Stream.of("promotions", name, ID, "--digest=" + DIGEST),
            Stream.of(more),
            Stream.of(last))
        .flatMap(each -> each)
        .toArray(String[]::new);
  }

  private Run run(String... line) {
    return Run.of(Map.of(), directory, api.address(), line);
  }

  private static PromotionStatus status(@Nullable String gates) {
    return new PromotionStatus(
        ID,
        new PromotionOrder(
            "1",
            "to-prod",
            PromotionOrder.Kind.PROMOTE,
            Reference.parse("example.com/dev/app:1.2.3"),
            DIGEST,
            "prod",
            Reference.parse("example.com/prod/app:1.2.3"),
            "ci"),
        PromotionState.WAITING,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        "",
        Run.NOW,
        null,
        null,
        List.of(),
        gates);
  }
}
