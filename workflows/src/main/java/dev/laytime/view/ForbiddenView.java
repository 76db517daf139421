package dev.laytime.view;

import dev.laytime.lifecycle.Prohibition;
import java.util.List;

/** {@code GET /api/v1/forbidden}: what people have forbidden to be brought, by name. */
public record ForbiddenView(List<Prohibition> forbidden) {
  public ForbiddenView {
    forbidden = List.copyOf(forbidden);
  }
}
