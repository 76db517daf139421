package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</n>; rel=\"next\"",
        "</n>;rel=next",
        "</n> ; type=\"application/json\" ; rel=\"next\"",
        "</n>; REL=\"Next\"; title=\"a, b; rel=\\\"prev\\\"\"",
        "</n>; title=\"; rel=prev\"; rel = next",
        "</n>; rel=\"start next\"; rel=\"prev\"",
        "</n>; crossorigin; title*=UTF-8''a%20b; rel=next;",
        "</p>; rel=\"prev\", </n>; rel=\"next\"",
        " ,</p?a,b;c>; rel=prev ,, </n>; rel=next , </z>; rel=next,",
      })
  void findsTheNextPageHoweverItIsWritten(String header) {
    assertThat(Links.next(List.of(header))).contains("/n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "</n>",
        "</n>; rel=\"prev\"",
        "</n>; rel=\"nextpage\"",
        "</n>; rel=prev; rel=next",
        "</n>; title=\"x; rel=next\"",
        "</n>; rel",
      })
  void findsNoneWhereNoneIsNamed(String header) {
    assertThat(Links.next(List.of(header))).isEmpty();
  }

  @Test
  void looksIntoEveryHeader() {
    assertThat(Links.next(List.of("</p>; rel=prev", "</n>; rel=next"))).contains("/n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/n; rel=next",
        "</n; rel=next",
        "</n>; rel=\"next",
        "</n> rel=next",
        "</p>; rel=prev, /n; rel=next",
        "</n>; rel=next, nonsense",
      })
  void failsWhereItCannotRead(String header) {
    assertThatThrownBy(() -> Links.next(List.of(header)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void failsAtAnEndlessHeaderInsteadOfWorkingOnIt() {
    String endless = "</n>" + "; x=\"\\\\\"".repeat(100_000);
    assertThatThrownBy(() -> Links.next(List.of(endless)))
        .isInstanceOf(IllegalArgumentException.class);
    String long_ = "</n>" + ";".repeat(16_000) + "rel=next";
    assertThat(Links.next(List.of(long_))).contains("/n");
  }
}
