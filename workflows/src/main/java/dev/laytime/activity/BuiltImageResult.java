package dev.laytime.activity;

/**
 * What an image lacks.
 *
 * @param fault for people; empty where it is as it should be
 * @param missing whether it, or a part of it, is not there: another build may bring it
 */
public record BuiltImageResult(String fault, boolean missing) {

  /** It is all there, whatever is wrong with it. */
  public BuiltImageResult(String fault) {
    this(fault, false);
  }
}
