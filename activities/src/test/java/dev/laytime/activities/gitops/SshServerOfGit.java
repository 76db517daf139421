package dev.laytime.activities.gitops;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.UploadPack;

/** A repository over SSH, for one key. */
final class SshServerOfGit implements AutoCloseable {

  private final SshServer server = SshServer.setUpDefaultServer();

  SshServerOfGit(Repository repository, KeyPair host, PublicKey user) throws IOException {
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(_ -> java.util.List.of(host));
    server.setPublickeyAuthenticator((_, key, _) -> KeyUtils.compareKeys(key, user));
    server.setCommandFactory((_, line) -> new Served(repository, line));
    server.start();
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() throws IOException {
    server.close(true);
  }

  /** A line of a file of known hosts. */
  static String known(int port, PublicKey key) {
    StringBuilder line = new StringBuilder("[127.0.0.1]:" + port + " ");
    try {
      org.apache.sshd.common.config.keys.PublicKeyEntry.appendPublicKeyEntry(line, key);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return line + "\n";
  }

  private static final class Served implements Command {

    private final Repository repository;
    private final String line;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();
    private ExitCallback callback = (_, _, _) -> {};

    Served(Repository repository, String line) {
      this.repository = repository;
      this.line = line;
    }

    @Override
    public void setInputStream(InputStream in) {
      this.in = in;
    }

    @Override
    public void setOutputStream(OutputStream out) {
      this.out = out;
    }

    @Override
    public void setErrorStream(OutputStream err) {
      this.err = err;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
      this.callback = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
      Thread.ofVirtual().start(this::serve);
    }

    private void serve() {
      try {
        if (line.startsWith("git-receive-pack")) {
          new ReceivePack(repository).receive(in, out, err);
        } else {
          new UploadPack(repository).upload(in, out, err);
        }
        callback.onExit(0);
      } catch (IOException e) {
        callback.onExit(1, String.valueOf(e.getMessage()));
      }
    }

    @Override
    public void destroy(ChannelSession channel) {}
  }

  /** Where a private key is written, as OpenSSH reads it. */
  static Path write(KeyPair pair, Path file) throws IOException {
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + java.util.Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    return java.nio.file.Files.writeString(file, pem);
  }
}
