package dev.laytime.activities.source;

import dev.laytime.activities.source.GitLogin.SshKey;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.internal.transport.sshd.OpenSshServerKeyDatabase;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;

/**
 * A repository by SSH: with one key, and only on hosts that are known. What the machine's own
 * configuration of SSH says counts for nothing, nor does an agent.
 */
final class SshAccess implements GitAccess {

  private static final int ANSWER_SECONDS = 30;

  private final String url;
  private final SshKey login;
  private final Path empty;

  /**
   * A repository.
   *
   * @param empty a directory that may be made, and stays empty
   */
  SshAccess(String url, SshKey login, Path empty) {
    this.url = url;
    this.login = login;
    this.empty = empty;
  }

  @Override
  public Transport open(Repository repository) throws IOException {
    for (Path file : List.of(login.key(), login.knownHosts())) {
      if (!Files.isReadable(file)) {
        throw new TransportException("cannot read " + file);
      }
    }
    Files.createDirectories(empty);
    SshdSessionFactory sessions = sessions();
    try {
      Transport transport = Transport.open(repository, new URIish(url));
      if (!(transport instanceof SshTransport ssh)) {
        throw new TransportException("no URL of SSH");
      }
      ssh.setSshSessionFactory(sessions);
      transport.setTimeout(ANSWER_SECONDS);
      transport.setTagOpt(TagOpt.NO_TAGS);
      return transport;
    } catch (URISyntaxException e) {
      throw new TransportException(e.getMessage(), e);
    }
  }

  /** Its sessions end with their transport. */
  private SshdSessionFactory sessions() {
    ServerKeyDatabase known = new OpenSshServerKeyDatabase(false, List.of());
    return new SshdSessionFactoryBuilder()
        .setHomeDirectory(empty.toFile())
        .setSshDirectory(empty.toFile())
        .setPreferredAuthentications("publickey")
        .setConfigStoreFactory((File _, File _, String _) -> null)
        .setDefaultIdentities(_ -> List.of(login.key()))
        .setServerKeyDatabase((_, _) -> new Strict(known, login.knownHosts()))
        .build(null);
  }

  /** Hosts of one file, and no others; nobody is asked. */
  private record Strict(ServerKeyDatabase known, Path file) implements ServerKeyDatabase {

    @Override
    public List<PublicKey> lookup(
        String connectAddress, InetSocketAddress remoteAddress, Configuration config) {
      return known.lookup(connectAddress, remoteAddress, new OneFile(file));
    }

    @Override
    @SuppressWarnings("NullAway") // nobody is asked, which JGit says with null
    public boolean accept(
        String connectAddress,
        InetSocketAddress remoteAddress,
        PublicKey serverKey,
        Configuration config,
        CredentialsProvider provider) {
      return known.accept(connectAddress, remoteAddress, serverKey, new OneFile(file), null);
    }
  }

  private record OneFile(Path file) implements ServerKeyDatabase.Configuration {

    @Override
    public List<String> getUserKnownHostsFiles() {
      return List.of(file.toString());
    }

    @Override
    public List<String> getGlobalKnownHostsFiles() {
      return List.of();
    }

    @Override
    public StrictHostKeyChecking getStrictHostKeyChecking() {
      return StrictHostKeyChecking.REQUIRE_MATCH;
    }

    @Override
    public boolean getHashKnownHosts() {
      return false;
    }

    @Override
    public String getUsername() {
      return "";
    }
  }
}
