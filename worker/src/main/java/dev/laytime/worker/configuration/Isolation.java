package dev.laytime.worker.configuration;

/** In which process images are copied. */
enum Isolation {
  /** In that of the worker. */
  NONE,
  /** Each in a Kubernetes Job. */
  JOB
}
