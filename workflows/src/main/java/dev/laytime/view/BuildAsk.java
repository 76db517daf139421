package dev.laytime.view;

import org.jspecify.annotations.Nullable;

/**
 * The bodies of requests about builds. {@code by} and {@code requestId} are as in {@link
 * PromotionAsk}.
 */
public sealed interface BuildAsk {

  /**
   * {@code POST /api/v1/builds}.
   *
   * @param image what it will be called, by tag
   * @param source of which: a build rule's name, or the URL that it has; null for the only rule
   *     that is for the image
   * @param ref {@code tag:NAME}, {@code branch:NAME}, {@code commit:DIGITS} or the name alone; null
   *     for what the image's tag says
   * @param strategy what it is to be built by; null for what the rule says
   */
  record Order(
      @Nullable String image,
      @Nullable String source,
      @Nullable String ref,
      @Nullable String strategy,
      @Nullable String by,
      @Nullable String why,
      @Nullable String requestId)
      implements BuildAsk {}

  /** {@code POST /api/v1/builds/cancel}. */
  record Cancel(
      @Nullable String id, @Nullable String by, @Nullable String why, @Nullable String requestId)
      implements BuildAsk {}
}
