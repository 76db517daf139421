package dev.laytime.e2e.promotions;

import dev.laytime.e2e.Page;
import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.image.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Temporal's libraries, each of which runs the code that its users find in our page. What the page
 * leaves to them, a program around it has: it connects to its first argument, and its second one is
 * the digest.
 */
enum Sdk {
  GO(
      "promote.go",
      """
      package main

      import (
          "context"
          "log"
          "os"

          enumspb "go.temporal.io/api/enums/v1"
          "go.temporal.io/sdk/client"
      )

      func promote(ctx context.Context, c client.Client, digest string) error {
      CODE
          return err
      }

      func main() {
          c, err := client.Dial(client.Options{HostPort: os.Args[1]})
          if err != nil {
              log.Fatal(err)
          }
          defer c.Close()
          if err := promote(context.Background(), c, os.Args[2]); err != nil {
              log.Fatal(err)
          }
      }
      """) {
    @Override
    Command command(Path program) {
      // The modules that Temporal's own command was built of have it.
      Path modules = Checkout.root().resolve("e2e/counterparts/modules/temporal");
      copy(modules.resolve("go.mod"), program);
      copy(modules.resolve("go.sum"), program);
      return Command.of("go", "go", "run", "-trimpath", "-buildvcs=false")
          .with(List.of("-ldflags=-s -w", program.toString()))
          .with("CGO_ENABLED", "0")
          .with("GOFLAGS", "-mod=readonly");
    }
  },

  PYTHON(
      "promote.py",
      """
      import asyncio
      import sys

      from temporalio.client import Client


      async def promote(client, digest):
      CODE

      async def main():
          await promote(await Client.connect(sys.argv[1]), sys.argv[2])


      asyncio.run(main())
      """) {
    @Override
    Command command(Path program) {
      return Command.of("python", "python3", program.toString())
          .with("PYTHONPATH", Checkout.binary("temporal-python"))
          .with("PYTHONDONTWRITEBYTECODE", "1");
    }
  },

  TYPESCRIPT(
      "promote.mjs",
      """
      import { Client, Connection } from '@temporalio/client';

      const [, , address, digest] = process.argv;
      const connection = await Connection.connect({ address });
      const client = new Client({ connection });
      CODE
      await connection.close();
      """) {
    @Override
    Command command(Path program) {
      link(
          program.resolveSibling("node_modules"),
          Path.of(Checkout.binary("temporal-typescript"), "node_modules"));
      return Command.of("node", "node", program.toString());
    }
  },

  JAVA(
      "Promote.java",
      """
      import io.temporal.client.*;
      import io.temporal.serviceclient.*;
      import java.util.Map;

      class Promote {
        public static void main(String[] arguments) {
          WorkflowServiceStubs service =
              WorkflowServiceStubs.newServiceStubs(
                  WorkflowServiceStubsOptions.newBuilder().setTarget(arguments[0]).build());
          WorkflowClient client = WorkflowClient.newInstance(service);
          String digest = arguments[1];
      CODE
          service.shutdownNow();
        }
      }
      """) {
    @Override
    Command command(Path program) {
      return Command.of("java", Checkout.java(), "-cp", System.getProperty("java.class.path"))
          .with(List.of("--enable-native-access=ALL-UNNAMED", program.toString()));
    }
  };

  private static final Page PAGE = Page.of("how-to/promote-from-ci.md");
  private static final String IMAGE = "registry.example.com/dev/app:1.4.2";

  /** It compiles what it has never compiled before. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final String file;
  private final String around;

  Sdk(String file, String around) {
    this.file = file;
    this.around = around;
  }

  /** What runs a program; its arguments follow. */
  abstract Command command(Path program);

  /** Has an image promoted. */
  void promote(Workspace workspace, String temporal, String image, Digest digest) {
    String code = PAGE.code(name().toLowerCase(Locale.ROOT), IMAGE);
    Path directory = workspace.directory("sdk");
    Path program = directory.resolve(file);
    write(program, around.replace("CODE\n", code.replace(IMAGE, image).indent(4)));
    workspace
        .run(command(program).with(List.of(temporal, digest.value())).in(directory), PATIENCE)
        .orThrow();
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("Write " + file, e);
    }
  }

  private static void copy(Path file, Path beside) {
    try {
      Files.copy(file, beside.resolveSibling(file.getFileName()));
    } catch (IOException e) {
      throw new UncheckedIOException("Copy " + file, e);
    }
  }

  private static void link(Path link, Path target) {
    try {
      Files.createSymbolicLink(link, target);
    } catch (IOException e) {
      throw new UncheckedIOException("Link " + link, e);
    }
  }
}
