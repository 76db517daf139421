package dev.laytime.activity;

import io.temporal.activity.ActivityInterface;

/** Runs what a gate wants to succeed. Heartbeats; a worker that takes over finds what runs. */
@ActivityInterface(namePrefix = "Gate")
public interface GateActivities {

  /** Runs a program on this machine. */
  GateRunResult command(GateCommand command);

  /** Runs a Kubernetes Job of the configuration. */
  GateRunResult job(GateJob job);
}
