package dev.laytime.activities.crd.imageoperator;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How often a version is copied. */
public enum ImageMode {
  /** Once; where the version is a pattern, every version that comes to match, once each. */
  @JsonProperty("OneShot")
  ONE_SHOT,

  /** Every version that matches, once each. */
  @JsonProperty("OnceByTag")
  ONCE_BY_TAG,

  /** Whenever it differs at the destination. */
  @JsonProperty("Recurrent")
  RECURRENT
}
