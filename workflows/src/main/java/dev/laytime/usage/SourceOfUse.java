package dev.laytime.usage;

/** Something that names images: a directory of manifests, a Git repository of them. */
public interface SourceOfUse {

  /** Its name in the configuration. */
  String name();

  /**
   * Lists everything that it names now. What cannot be read is a gap in the listing; a source that
   * cannot be reached at all is a listing of one gap and no images.
   *
   * @param pulse to be called often: it throws when the listing must end early
   */
  Listing list(Runnable pulse);
}
