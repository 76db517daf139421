package dev.laytime.worker.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.util.List;

/** Records in a cell, in the form that they have in workflow histories. */
final class Json {

  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

  private final ObjectMapper mapper =
      JacksonJsonPayloadConverter.newDefaultObjectMapper()
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);

  String write(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Cannot write as JSON: " + value, e);
    }
  }

  /** A list of texts, each within bounds: the first so many of them. */
  String texts(List<String> texts, int most, int longest) {
    return write(texts.stream().limit(most).map(text -> Cells.cut(text, longest)).toList());
  }

  <T> T read(String json, Class<T> type) {
    try {
      return mapper.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw unreadable(json, e);
    }
  }

  List<String> texts(String json) {
    try {
      return mapper.readValue(json, TEXTS);
    } catch (JsonProcessingException e) {
      throw unreadable(json, e);
    }
  }

  private static IllegalStateException unreadable(String json, JsonProcessingException e) {
    return new IllegalStateException("The ledger holds what it cannot read: " + json, e);
  }
}
