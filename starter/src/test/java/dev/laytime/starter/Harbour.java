package dev.laytime.starter;

import dev.laytime.activity.Capabilities;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Event;
import dev.laytime.lifecycle.Obituary;
import dev.laytime.lifecycle.Pin;
import dev.laytime.lifecycle.Prohibition;
import dev.laytime.lifecycle.StagePause;
import dev.laytime.lifecycle.Why;
import dev.laytime.lifecycle.Word;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionState;
import dev.laytime.view.ForbiddenView;
import dev.laytime.view.ImagesPage;
import dev.laytime.view.MirrorsView;
import dev.laytime.view.ObservedView;
import dev.laytime.view.PlanView;
import dev.laytime.view.SourcesView;
import dev.laytime.view.StagesView;
import dev.laytime.view.WhyView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a worker's API may answer. */
final class Harbour {

  static final Digest DIGEST = Digest.of("sha256", "ab".repeat(32));
  static final String ALIVE = "example.com/prod/app:1";
  static final String DEAD = "example.com/prod/old:1";
  private static final Instant NOW = Run.NOW;

  private Harbour() {}

  static ImagesPage firstPage() {
    return new ImagesPage(
        List.of(
            new ImagesPage.Row(
                ALIVE,
                "prod",
                "UNUSED",
                DIGEST,
                in(Duration.ofDays(3)),
                true,
                "pinned by ann",
                NOW)),
        ALIVE);
  }

  static ImagesPage lastPage() {
    return new ImagesPage(
        List.of(
            new ImagesPage.Row(
                "example.com/prod/new:2",
                "prod",
                "WANTED",
                null,
                null,
                false,
                "no\u001b[31m copy",
                NOW)),
        null);
  }

  static WhyView alive() {
    Why why =
        new Why(
            ALIVE,
            "UNUSED",
            DIGEST,
            "prod",
            "docker.io/library/app:1",
            ago(Duration.ofDays(9)),
            List.of("pinned by ann: audit", "its grace period, until 2026-11-24T12:00:00Z"),
            in(Duration.ofDays(3)),
            in(Duration.ofDays(3)),
            List.of(new Word("apps", 7, NOW, 0, "", List.of())),
            new Pin(in(Duration.ofDays(30)), "ann", "audit"),
            2,
            List.of("usage without a source"));
    return view(
        ALIVE,
        why,
        List.of(
            new WhyView.SourceWord("apps", "not named", List.of(), ago(Duration.ofSeconds(90))),
            new WhyView.SourceWord(
                "cluster",
                "named",
                List.of("Deployment shop/web, container app (web.yaml)"),
                NOW,
                "scan #4 was not complete; it missed: db.yaml: no YAML"),
            new WhyView.SourceWord("git", "not yet", List.of("no complete scan yet"), null)),
        List.of(
            new Event(1, 1, ago(Duration.ofDays(9)), "WANTED", "first seen"),
            new Event(1, 2, ago(Duration.ofDays(8)), "PRESENT", "copied: " + DIGEST)),
        List.of());
  }

  static WhyView quarantined() {
    Why why =
        new Why(
            ALIVE,
            "QUARANTINED",
            DIGEST,
            "prod",
            null,
            null,
            List.of("held until its second deadline"),
            in(Duration.ofSeconds(5)),
            in(Duration.ofSeconds(5)),
            List.of(),
            null,
            0,
            List.of());
    return view(ALIVE, why, List.of(), List.of(), List.of());
  }

  static WhyView dead() {
    return new WhyView(
        DEAD,
        List.of(
            new WhyView.OneLife(
                DEAD,
                null,
                List.of(),
                List.of(new Event(1, 9, ago(Duration.ofHours(5)), "DELETED", "deleted " + DIGEST)),
                List.of(
                    new Obituary(
                        DEAD,
                        DIGEST,
                        ago(Duration.ofHours(5)),
                        "deleted",
                        List.of("apps: not named in scan 12", "git: not named in scan 3"),
                        3_412_345),
                    new Obituary(
                        DEAD, null, ago(Duration.ofDays(40)), "never came", List.of(), 0)))));
  }

  static WhyView claimed() {
    return new WhyView("docker.io/library/app:1", quarantined().lives());
  }

  static PlanView plan() {
    return new PlanView(
        List.of(
            new PlanView.Removal(
                ALIVE, DIGEST, "prod", "quarantine", in(Duration.ofDays(3)), List.of(), 3_412_345L),
            new PlanView.Removal(
                DEAD,
                null,
                "prod",
                "delete",
                in(Duration.ofDays(7)),
                List.of("pinned by ann", "git: not yet"),
                null)),
        List.of(
            new PlanView.Breaker(
                "prod-7f3a",
                "example.com/prod/app",
                64,
                "64 removals within 24h, 50 are allowed",
                ago(Duration.ofHours(1)),
                List.of("example.com/prod/app:1", "example.com/prod/app:2")),
            new PlanView.Breaker(
                "sw-1f2e",
                "example.com/dev",
                64,
                "the sweep of stage dev missed 64 of 70 images: more than 20 %",
                ago(Duration.ofHours(1)),
                List.of("example.com/dev/app:1"),
                PlanView.Breaker.MISSED)));
  }

  static ObservedView observed() {
    return new ObservedView(
        List.of(
            new ObservedView.Stage("prod", 2, 3_412_345, 1, ago(Duration.ofDays(20))),
            new ObservedView.Stage("test", 0, 0, 0, null)),
        List.of(
            new ObservedView.Departure(
                ALIVE,
                "prod",
                DIGEST,
                ago(Duration.ofDays(2)),
                12_345,
                ago(Duration.ofHours(1)),
                "named by git: Deployment shop/web"),
            new ObservedView.Departure(
                DEAD, "prod", DIGEST, ago(Duration.ofDays(20)), 3_400_000, null, null)));
  }

  static SourcesView sources() {
    return new SourcesView(
        List.of(
            source("apps", true, List.of(), "", ago(Duration.ofDays(1))),
            source("new", true, List.of(), "", in(Duration.ofDays(2))),
            source("held", true, List.of(), "it names 3 images, 12 before", null),
            source("broken", true, List.of("web.yaml: no YAML"), "", null),
            source("flaky", List.of("the API server: no answer"), in(Duration.ofMinutes(9))),
            source("away", List.of("the API server: no answer"), ago(Duration.ofHours(3))),
            new SourcesView.Source(
                "lost", "git", false, "", null, null, 0, 0, List.of(), "", null, null, "")));
  }

  static MirrorsView mirror() {
    return new MirrorsView(List.of(mirrors().mirrors().getFirst()));
  }

  static MirrorsView mirrors() {
    return new MirrorsView(
        List.of(
            new MirrorsView.Mirror(
                "registry.example.com/hub/app",
                "docker.io/example/app",
                "registry.example.com/hub/app",
                new MirrorsView.Counts(500, 496, 2, 1, 1, 3, 1),
                300,
                ago(Duration.ofMinutes(4)),
                ago(Duration.ofMinutes(3)),
                "",
                "500 looked at, 0 offered, 0 of them new, 1 withheld; 1 could not be looked at",
                1,
                in(Duration.ofMinutes(14)),
                "docker.io answered 429",
                false,
                false,
                null,
                List.of(
                    "registry.example.com/hub/app:7: pull manifest: of an unsupported kind (3 in a"
                        + " row)")),
            new MirrorsView.Mirror(
                "registry.example.com/quay",
                "quay.io",
                "registry.example.com/quay",
                null,
                3600,
                null,
                null,
                "",
                "",
                0,
                null,
                "",
                false,
                false,
                null,
                List.of()),
            new MirrorsView.Mirror(
                "team/once",
                "ghcr.io/team/app",
                "registry.example.com/team/app",
                new MirrorsView.Counts(1, 1, 0, 0, 0, 0, 0),
                60,
                ago(Duration.ofDays(2)),
                ago(Duration.ofDays(2)),
                "",
                "1 looked at",
                0,
                null,
                "",
                true,
                false,
                null,
                List.of()),
            new MirrorsView.Mirror(
                "imagerepo-mirror/team/app",
                "ghcr.io/team/web",
                "registry.example.com/web",
                new MirrorsView.Counts(3, 3, 0, 0, 0, 0, 0),
                60,
                ago(Duration.ofDays(3)),
                ago(Duration.ofDays(3)),
                "",
                "3 looked at",
                0,
                null,
                "",
                false,
                true,
                ago(Duration.ofDays(9)),
                List.of())));
  }

  static ForbiddenView forbidden() {
    return new ForbiddenView(
        List.of(
            new Prohibition(Reference.parse(ALIVE), "ann", NOW, "leaks its keys"),
            new Prohibition(
                Reference.parse("example.com/prod/app@" + DIGEST), "bob", NOW, "CVE-2026-1234")));
  }

  static StagesView stages() {
    return new StagesView(
        List.of(
            new StagesView.Stage(
                "prod",
                "example.com/prod",
                "enabled",
                "another installation owns it",
                new Capabilities(Capabilities.TagDeletion.PLACEHOLDER, true),
                List.of("berlin"),
                Map.of("UNUSED", 1, "PRESENT", 12),
                new StagePause("prod", "ann", "incident 4711", ago(Duration.ofHours(2)), null),
                null,
                new StagesView.Pulls(
                    ago(Duration.ofDays(40)), ago(Duration.ofMinutes(9)), true, 2, null)),
            new StagesView.Stage(
                "dev",
                "example.com/dev",
                "observe-only",
                null,
                null,
                List.of(),
                Map.of(),
                null,
                "the sweep of stage dev missed 64 of 70 images",
                new StagesView.Pulls(
                    ago(Duration.ofDays(40)), ago(Duration.ofHours(9)), false, 2, "a53db899"))));
  }

  private static SourcesView.Source source(
      String name, boolean configured, List<String> gaps, String held, @Nullable Instant trusted) {
    return new SourcesView.Source(
        name,
        "directory",
        configured,
        name,
        NOW,
        NOW,
        42,
        7,
        gaps,
        held,
        trusted,
        held.isEmpty() ? in(Duration.ofMinutes(10)) : null,
        "all");
  }

  private static SourcesView.Source source(String name, List<String> gaps, Instant countsUntil) {
    return new SourcesView.Source(
        name,
        "cluster",
        true,
        name,
        NOW,
        countsUntil.minus(Duration.ofMinutes(10)),
        42,
        7,
        gaps,
        "",
        ago(Duration.ofDays(1)),
        countsUntil,
        "all namespaces");
  }

  private static WhyView view(
      String image,
      Why why,
      List<WhyView.SourceWord> sources,
      List<Event> story,
      List<Obituary> obituaries) {
    return new WhyView(
        image,
        List.of(
            new WhyView.OneLife(
                image,
                why,
                sources,
                story,
                obituaries,
                List.of("stage prod is paused by ann since 2026-11-21T10:00:00Z: incident 4711"),
                List.of(),
                image.equals(ALIVE) ? promoted() : List.of())));
  }

  private static List<WhyView.Promoted> promoted() {
    return List.of(
        new WhyView.Promoted(
            "promotion/eu/app:1",
            true,
            PromotionState.WAITING,
            "to-eu",
            "eu",
            DIGEST,
            "ci",
            "oidc https://login.example.com",
            ago(Duration.ofMinutes(5)),
            "",
            List.of(
                new Gate.Report("people", Gate.Verdict.WAITING, "1 of 2 approvals: ann", null),
                new Gate.Report("smoke", Gate.Verdict.FAILED, "failed, says ci", null))),
        new WhyView.Promoted(
            "promotion/prod/app:1",
            false,
            PromotionState.REFUSED,
            "to-prod",
            "prod",
            DIGEST,
            "bob",
            null,
            ago(Duration.ofDays(2)),
            "it is forbidden",
            List.of()));
  }

  private static Instant in(Duration time) {
    return NOW.plus(time);
  }

  private static Instant ago(Duration time) {
    return NOW.minus(time);
  }
}
