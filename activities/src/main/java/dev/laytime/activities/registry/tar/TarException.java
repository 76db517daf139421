package dev.laytime.activities.registry.tar;

import java.io.IOException;

/** A file that was meant to be a tar archive that we read, and is not. */
public final class TarException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * @param seen what is wrong with the archive
   */
  public TarException(String seen) {
    super(seen);
  }

  /** Of one entry; its name is the archive's word, and so is shown short and printable. */
  static TarException of(String entry, String seen) {
    return new TarException("entry '%s' %s".formatted(printable(entry), seen));
  }

  private static String printable(String name) {
    String shown = name.length() > 100 ? name.substring(0, 100) + "…" : name;
    return shown.replaceAll("\\p{Cntrl}", "?");
  }
}
