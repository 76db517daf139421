package dev.laytime.activities.registry.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that has a file locked until it is closed. */
final class AnotherProcess implements AutoCloseable {

  private static final String PROGRAM =
      """
      import java.nio.channels.FileChannel;
      import java.nio.file.Path;
      import java.nio.file.StandardOpenOption;

      class Holder {
        public static void main(String[] arguments) throws Exception {
          try (var file = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE);
              var lock = file.lock()) {
            System.out.write('!');
            System.out.flush();
            System.in.read();
          }
        }
      }
      """;

  private final Process process;

  private AnotherProcess(Process process) {
    this.process = process;
  }

  /**
   * One that has the lock already.
   *
   * @param directory for its program
   */
  static AnotherProcess locking(Path file, Path directory) throws IOException {
    Path program = Files.writeString(directory.resolve("Holder.java"), PROGRAM);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(java, program.toString(), file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    AnotherProcess another = new AnotherProcess(process);
    if (process.getInputStream().read() != '!') {
      another.close();
      throw new IOException("The other process did not lock " + file);
    }
    return another;
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
  }
}
