package dev.laytime.e2e.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * A variable that processes hand down: those that a program started are found by it, even when the
 * program itself is gone.
 */
public record Mark(String variable, String value) {

  /** One that no process has yet. */
  public static Mark fresh(String variable) {
    return new Mark(variable, UUID.randomUUID().toString());
  }

  /** The ids of the processes that have it now. */
  public List<Long> processes() {
    return ProcessHandle.allProcesses().map(ProcessHandle::pid).filter(this::marks).toList();
  }

  private boolean marks(long pid) {
    try {
      byte[] environment = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "environ"));
      String text = "\0" + new String(environment, StandardCharsets.UTF_8);
      return text.contains("\0" + variable + "=" + value + "\0");
    } catch (IOException ended) {
      return false;
    }
  }
}
