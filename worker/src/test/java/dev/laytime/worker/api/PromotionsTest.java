package dev.laytime.worker.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Digest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asked of promotions over HTTP. */
class PromotionsTest extends PromotionApiTest {

  @Test
  void ordersWhatATokenIsFor() throws Exception {
    HttpResponse<String> answer = post("promotions", PROMOTE, CI);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"id\":\"promotion/other/app:1\"", "\"accepted\"");
    assertThat(server.promotions().done)
        .containsExactly("ask PROMOTE promotion/other/app:1 by token ci");
  }

  @Test
  void ordersNothingElse() throws Exception {
    assertThat(post("promotions", PROMOTE, OTHERS).statusCode()).isEqualTo(403);
    assertThat(post("promotions", PROMOTE, "nobody-0123456789ab").statusCode()).isEqualTo(401);
    assertThat(post("promotions", PROMOTE, null).statusCode()).isEqualTo(401);
    assertThat(post("forbid", PROMOTE, CI).statusCode()).isEqualTo(401);
    assertThat(post("promotions/", PROMOTE, CI).statusCode()).isEqualTo(401);
    assertThat(post("promotions/approvals", approve("kim"), OTHERS).statusCode()).isEqualTo(403);
    assertThat(
            post(
                    "holds/releases",
                    "{\"path\": \"to-other\", \"repository\": \"a.b/c\", \"by\": \"x\"}",
                    OTHERS)
                .statusCode())
        .isEqualTo(403);
    assertThat(server.promotions().done).isEmpty();
  }

  @Test
  void letsTheTokenOfAllWritesDoIt() throws Exception {
    assertThat(post("promotions", BY, API).statusCode()).isEqualTo(200);
    assertThat(post("promotions", PROMOTE, API).statusCode()).as("nobody asks").isEqualTo(400);
    assertThat(server.promotions().done)
        .containsExactly("ask PROMOTE promotion/other/app:1 by kim");
  }

  @Test
  void ordersNoDigestThatTheTagIsKnownNotToName() throws Exception {
    String other = "sha256:" + "0".repeat(64);
    HttpResponse<String> refused =
        post("promotions", PROMOTE.replace("}", ", \"digest\": \"%s\"}".formatted(other)), CI);

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("the tag names " + FakePromotions.DIGEST, "not " + other);
    assertThat(post("promotions", PROMOTE.replace("app:1", "app:1@" + other), CI).statusCode())
        .isEqualTo(409);
    assertThat(server.promotions().done).isEmpty();
    String same = FakePromotions.DIGEST.value();
    assertThat(
            post("promotions", PROMOTE.replace("}", ", \"digest\": \"%s\"}".formatted(same)), CI)
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void refusesABodyThatIsTooLong() throws Exception {
    String longest = PROMOTE + " ".repeat(HeldRequest.LONGEST - PROMOTE.length());

    assertThat(post("promotions", longest, CI).statusCode()).isEqualTo(200);
    assertThat(post("promotions", longest + " ", CI).statusCode()).isEqualTo(413);
  }

  @Test
  void saysWhatWouldHappenAndWritesNothing() throws Exception {
    HttpResponse<String> answer =
        post("promotions", PROMOTE.replace("}", ", \"dryRun\": true}"), CI);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"does\":\"appears\"", "latest: stays: 2 is there", "\"gate\":\"people\"")
        .contains("left: 2 is there, which is newer");
    assertThat(server.promotions().done).isEmpty();
  }

  @Test
  void saysWhatWouldBeRefusedBecauseTheTagNamesAnother() throws Exception {
    String back =
        "{\"stage\": \"demo\", \"repository\": \"app\", \"why\": \"bad\", \"dryRun\": true}";
    String other = "sha256:" + "0".repeat(64);
    server.promotions().there = new Digest(other);
    for (HttpResponse<String> answer :
        List.of(
            post("rollbacks", back, CI),
            post("promotions", PROMOTE.replace("}", ", \"dryRun\": true}"), CI))) {
      assertThat(answer.body())
          .contains(
              "\"does\":\"names %s, and the path moves no tags: it would be refused\""
                  .formatted(other),
              "\"against\":\"127.0.0.1:8481/other/app:1 is %s there".formatted(other));
    }
    server.promotions().there = FakePromotions.DIGEST;
    assertThat(post("rollbacks", back, CI).body())
        .contains("\"does\":\"names it already\"")
        .doesNotContain("path to-other does not move tags");
    assertThat(server.promotions().done).isEmpty();
  }

  @Test
  void holdsBeforeItRollsBack() throws Exception {
    String body =
        "{\"stage\": \"demo\", \"repository\": \"app\", \"why\": \"bad\", \"by\": \"kim\"}";
    assertThat(post("rollbacks", body, CI).statusCode()).isEqualTo(200);
    assertThat(server.promotions().done)
        .containsExactly(
            "hold to-other 127.0.0.1:8481/other/app by kim: bad",
            "hold to-other 127.0.0.1:8481/replica/app by kim: bad",
            "ask ROLLBACK promotion/other/app:1 by kim");
    assertThat(post("rollbacks", body.replace("\"demo\"", "\"gone\""), CI).statusCode())
        .isEqualTo(404);
    assertThat(post("rollbacks", body.replace("\"bad\"", "\"\""), CI).statusCode()).isEqualTo(400);
  }

  @Test
  void holdsNothingForARollbackThatIsRefused() throws Exception {
    String body =
        "{\"stage\": \"demo\", \"repository\": \"app\", \"why\": \"bad\", \"by\": \"nobody\"}";
    assertThat(post("rollbacks", body, CI).statusCode()).isEqualTo(409);
    assertThat(server.promotions().done)
        .contains(
            "take back to-other 127.0.0.1:8481/other/app",
            "take back to-other 127.0.0.1:8481/replica/app");
  }

  @Test
  void holdsOnWhereARollbackIsToldToAskAgain() throws Exception {
    HttpResponse<String> busy =
        post(
            "rollbacks",
            "{\"stage\": \"demo\", \"repository\": \"app\", \"why\": \"bad\", \"by\": \"busy\"}",
            CI);
    assertThat(busy.statusCode()).isEqualTo(409);
    assertThat(busy.body())
        .contains("another digest moves; nothing is promoted there by itself meanwhile")
        .contains("laytime holds release");
    assertThat(server.promotions().done)
        .contains("hold to-other 127.0.0.1:8481/other/app by busy: bad")
        .noneMatch(word -> word.startsWith("take back"));
  }

  @Test
  void releasesAHoldOnce() throws Exception {
    String body =
        "{\"path\": \"to-other\", \"repository\": \"127.0.0.1:8481/other/app\", \"by\": \"kim\","
            + " \"why\": \"mended\"}";
    assertThat(post("holds/releases", body.replace("to-other", "hotfix"), CI).body())
        .contains("by path to-other, not hotfix");
    String anew = body.replace("}", ", \"since\": \"2001-01-01T00:00:00Z\"}");
    assertThat(post("holds/releases", anew, CI).body()).contains("it is held anew, by ann since");
    assertThat(post("holds/releases", body, CI).body())
        .contains("paths promote into 127.0.0.1:8481/other/app again, says kim")
        .contains("held yet since the same rollback: 127.0.0.1:8481/replica/app");
    assertThat(server.promotions().done)
        .contains(
            "wake [promotion/other/app:1] [to-other]: 127.0.0.1:8481/other/app is held no more");
    String anyPath = body.replace("\"path\": \"to-other\", ", "");
    assertThat(post("holds/releases", anyPath, CI).statusCode()).isEqualTo(404);
    assertThat(server.get("/api/v1/holds").body()).contains("\"why\":\"bad\"");
    assertThat(server.get("/api/v1/holds/releases?limit=5").body())
        .contains("\"by\":\"kim\"", "\"why\":\"mended\"", "\"heldFor\":\"bad\"");
    server.promotions().held = true;
  }

  @Test
  void wantsToKnowWhatWasSeenWhereAGateWantsProof() throws Exception {
    for (String left : new String[] {"path", "gates"}) {
      HttpResponse<String> answer =
          post(
              "promotions/approvals",
              approve("kim").replace("\"%s\":".formatted(left), "\"why\":"),
              CI);
      assertThat(answer.statusCode()).as(left).isEqualTo(400);
      assertThat(answer.body())
          .contains("which path and gates were seen", "laytime promotions show");
    }
    String others = "cd".repeat(32);
    assertThat(
            post("promotions/approvals", approve("kim").replace(FakePromotions.GATES, others), CI)
                .body())
        .contains("path to-other and its gates are others by now");
    assertThat(
            post(
                    "promotions/approvals",
                    approve("kim").replace("\"path\": \"to-other\"", "\"path\": \"else\""),
                    CI)
                .statusCode())
        .isEqualTo(409);
    assertThat(
            post(
                    "promotions/cancellations",
                    "{\"id\": \"promotion/other/app:1\", \"path\": \"else\"}",
                    CI)
                .statusCode())
        .isEqualTo(409);
    assertThat(server.promotions().done).isEmpty();
  }

  @Test
  void givesNobodyTheNameOrTheRequestIdOfAPath() throws Exception {
    assertThat(post("promotions", BY.replace("kim", "path to-other"), CI).body())
        .contains("is how a path is called that promotes by itself");
    assertThat(
            post("promotions", BY.replace("}", ", \"requestId\": \"automatic/to-other/1\"}"), CI)
                .body())
        .contains("is that of an order that a path gives itself");
    assertThat(server.promotions().done).isEmpty();
  }

  @Test
  void tellsWhatAPromotionRefuses() throws Exception {
    assertThat(post("promotions/approvals", approve("ann"), CI).body())
        .contains("who ordered it may not approve it");
    assertThat(post("promotions", BY.replace("kim", "busy"), CI).statusCode()).isEqualTo(409);
    assertThat(post("promotions", PROMOTE.replace("demo/app", "demo/else"), CI).statusCode())
        .isEqualTo(409);
    assertThat(
            post("promotions/cancellations", "{\"id\": \"promotion/other/app:1\"}", CI)
                .statusCode())
        .isEqualTo(404);
    assertThat(post("promotions/cancellations", "{\"id\": \"x\"}", CI).statusCode()).isEqualTo(404);
  }

  @Test
  void passesAChecksResultOn() throws Exception {
    String body =
        "{\"id\": \"promotion/other/app:1\", \"name\": \"smoke\", \"passed\": false,"
            + " \"digest\": \"%s\"}".formatted(FakePromotions.DIGEST);
    assertThat(post("promotions/checks", body, CI).statusCode()).isEqualTo(200);
    assertThat(server.promotions().done)
        .containsExactly("check promotion/other/app:1 smoke false by token ci");
    assertThat(post("promotions/checks", body.replace("\"passed\": false,", ""), CI).statusCode())
        .isEqualTo(400);
    assertThat(post("promotions/checks", body.replace("sha256:", ""), CI).statusCode())
        .isEqualTo(400);
  }

  @Test
  void showsThemToEverybody() throws Exception {
    assertThat(server.get("/api/v1/promotions?stage=other&state=waiting&limit=5").body())
        .contains("\"state\":\"WAITING\"")
        .doesNotContain("\"nonce\":\"");
    assertThat(server.get("/api/v1/promotions/one?id=promotion/other/app:1").body())
        .contains("\"by\":\"ann\"")
        .doesNotContain("\"nonce\":\"");
    assertThat(server.get("/api/v1/promotions/one?id=none").statusCode()).isEqualTo(404);
    assertThat(post("promotions/approvals", approve("kim"), CI).body())
        .contains("\"by\":\"ann\"")
        .doesNotContain("\"nonce\":\"");
    String order = "/api/v1/promotions/one?id=promotion/other/app:1&requestId=";
    assertThat(server.get(order + "1").statusCode()).isEqualTo(200);
    assertThat(server.get(order + "2").body())
        .contains("nobody knows an order 2 of promotion/other/app:1");
    assertThat(server.get("/api/v1/promotions?state=odd").statusCode()).isEqualTo(400);
  }
}
