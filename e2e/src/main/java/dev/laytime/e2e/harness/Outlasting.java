package dev.laytime.e2e.harness;

/** What stays on the machine when the JVM ends before it was closed, but for a workspace. */
public interface Outlasting extends AutoCloseable {

  @Override
  void close();
}
