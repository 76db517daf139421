package dev.laytime.workflow;

import dev.laytime.lifecycle.Pin;
import dev.laytime.lifecycle.Why;
import io.temporal.workflow.CompletablePromise;

/** What a person asks of a life; the main loop does it and answers. */
sealed interface Wish {

  /** Tells one request from another. */
  String requestId();

  String by();

  CompletablePromise<Why> answer();

  record PinIt(String requestId, Pin pin, String by, CompletablePromise<Why> answer)
      implements Wish {}

  record UnpinIt(String requestId, String by, CompletablePromise<Why> answer) implements Wish {}

  record RetryNow(String requestId, String by, CompletablePromise<Why> answer) implements Wish {}

  record RestoreIt(String requestId, String by, CompletablePromise<Why> answer) implements Wish {}
}
