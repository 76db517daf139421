package dev.laytime.worker.adapters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.laytime.activities.crd.own.ObservedSource;

/** What a source of use is, as a text that the ledger keeps for whoever scans it. */
public final class ObservedSources {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .build();

  private ObservedSources() {}

  static String write(ObservedSource source) {
    try {
      return JSON.writeValueAsString(source);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Cannot write " + source.object(), e);
    }
  }

  /**
   * The same.
   *
   * @throws JsonProcessingException if an earlier or later release wrote it otherwise
   */
  public static ObservedSource read(String text) throws JsonProcessingException {
    return JSON.readValue(text, ObservedSource.class);
  }
}
