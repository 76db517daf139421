package dev.laytime.activities.source;

import dev.laytime.image.Sha256;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.util.FileUtils;

/**
 * Where one branch's objects are kept from one fetch to the next.
 *
 * @param directory of a bare repository; it may not be there yet
 */
public record GitCache(Path directory) {

  /**
   * Each fetch that brings something leaves a pack; when there are many, one clone replaces them.
   */
  private static final int MOST_PACKS = 50;

  private static final int DIGITS = 32;

  /** The cache of what the settings name, and of nothing else. */
  static GitCache of(GitSettings settings) {
    return new GitCache(settings.cache().resolve(name(settings)));
  }

  /**
   * Whether the cache may be at fault: what is cached can be had again. What the other side says
   * comes as a bare TransportException, the network's trouble as its cause.
   */
  public static boolean isDamage(IOException e) {
    boolean damage = false;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (isNetwork(cause)) {
        return false;
      }
      damage |= !(cause instanceof TransportException);
    }
    return damage;
  }

  private static boolean isNetwork(Throwable cause) {
    return cause instanceof SocketException
        || cause instanceof UnknownHostException
        || cause instanceof InterruptedIOException
        || cause instanceof SSLException
        || cause instanceof EOFException;
  }

  /**
   * Starts over where many small packs have gathered, or more than it may hold.
   *
   * @param most bytes that it may hold before the next fetch
   */
  public void discardIfWorn(long most) throws IOException {
    Path packs = directory.resolve("objects/pack");
    if (!Files.isDirectory(packs)) {
      return;
    }
    long count = 0;
    long bytes = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(packs)) {
      for (Path file : files) {
        count += file.toString().endsWith(".pack") ? 1 : 0;
        bytes += Files.size(file);
      }
    }
    if (count > MOST_PACKS || bytes > most) {
      discard();
    }
  }

  /** Takes it away; it can be had again. */
  public void discard() throws IOException {
    FileUtils.delete(directory.toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
  }

  private static String name(GitSettings settings) {
    return Sha256.hex(settings.identity()).substring(0, DIGITS);
  }
}
