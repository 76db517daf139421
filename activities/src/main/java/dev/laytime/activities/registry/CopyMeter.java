package dev.laytime.activities.registry;

import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;

/** Hears what copies do, to count it. */
public interface CopyMeter {

  /** Hears nothing. */
  CopyMeter NONE =
      new CopyMeter() {
        @Override
        public void copied(CopyResult result) {}

        @Override
        public void failed(FailureType type) {}
      };

  /** An attempt succeeded. */
  void copied(CopyResult result);

  /** An attempt failed; others may follow. */
  void failed(FailureType type);
}
