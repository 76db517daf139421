package dev.laytime.starter;

import picocli.CommandLine.Command;

/** Takes the place of another project's program: {@code laytime as PROGRAM}. */
@Command(
    sortOptions = false,
    name = "as",
    synopsisSubcommandLabel = "PROGRAM",
    description = "Runs a worker in the place of another program, with that program's flags.",
    footer = {
      "",
      "Examples:",
      "  laytime as qebbeq --registry-host oci.example.com",
      "  laytime as image-operator",
      "  laytime as imagerepo-mirror --destination-registry=registry.example.com"
    })
final class AsCommand {}
