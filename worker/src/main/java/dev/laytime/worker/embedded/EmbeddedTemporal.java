package dev.laytime.worker.embedded;

import dev.laytime.worker.startup.RefusedToStartException;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * A Temporal service in this process, in memory and in real time, for this machine alone.
 *
 * <p>It is Temporal's test server. That server's own way to listen on a port takes all of the
 * host's addresses, and whoever reaches it could have images copied with our credentials; here it
 * is bound to loopback.
 */
public final class EmbeddedTemporal implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final long CLOSE_SECONDS = 1;
  private static final long KEEP_ALIVE_SECONDS = 5;

  private final TestServicesStarter services;
  private final Server server;

  private EmbeddedTemporal(TestServicesStarter services, Server server) {
    this.services = services;
    this.server = server;
  }

  /**
   * Starts the service.
   *
   * @param port 0 to 65535; 0 for any free one
   * @throws RefusedToStartException if the port is taken
   */
  public static EmbeddedTemporal start(int port) {
    TestServicesStarter services = new TestServicesStarter(true, 0);
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port),
                InsecureServerCredentials.create())
            // Temporal's clients ask every 30 s whether we are there; by default that is abuse.
            .permitKeepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true);
    GRPCServerHelper.registerServicesAndHealthChecks(services.getServices(), builder);
    try {
      return new EmbeddedTemporal(services, builder.build().start());
    } catch (IOException e) {
      services.close();
      throw new RefusedToStartException(
          "start the embedded Temporal service on %s:%d".formatted(LOOPBACK, port),
          rootMessage(e),
          "stop what listens there, choose another port with --laytime.embedded.temporal-port=N"
              + " (0 takes any free one), or set laytime.temporal.address to use that service",
          e);
    }
  }

  /** Where it listens: {@code HOST:PORT}. */
  public String address() {
    return LOOPBACK + ":" + server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    services.close();
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
