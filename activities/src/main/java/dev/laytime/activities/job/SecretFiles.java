package dev.laytime.activities.job;

import java.util.Map;
import java.util.TreeMap;

/**
 * Files that only one Job has, in a Secret that goes with it. Their text never shows.
 *
 * @param contents by name
 */
public record SecretFiles(Map<String, String> contents) {

  public SecretFiles {
    contents = Map.copyOf(contents);
  }

  @Override
  public String toString() {
    return "SecretFiles" + new TreeMap<>(contents).keySet();
  }
}
