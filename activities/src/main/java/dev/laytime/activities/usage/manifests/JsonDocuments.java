package dev.laytime.activities.usage.manifests;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON's side of documents; several may follow each other in one file. */
final class JsonDocuments {

  private static final JsonFactory JSON = new JsonFactory();

  private final List<Node> documents = new ArrayList<>();
  private NodeBuilder builder = new NodeBuilder();
  private int depth;

  private JsonDocuments() {}

  static Documents parse(String text) {
    JsonDocuments reading = new JsonDocuments();
    return new Documents(reading.documents, reading.read(text));
  }

  private @Nullable String read(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        hear(token, parser);
      }
      return null;
    } catch (MalformedException e) {
      return "document %d: %s".formatted(documents.size() + 1, e.getMessage());
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      return "not JSON: line " + line + " " + e.getOriginalMessage();
    } catch (IOException e) {
      return "not JSON: " + e.getMessage();
    }
  }

  private void hear(JsonToken token, JsonParser parser) throws IOException, MalformedException {
    if (token.isStructStart()) {
      depth++;
      builder.begin(token == JsonToken.START_OBJECT, null);
    } else if (token.isStructEnd()) {
      depth--;
      builder.end();
    } else {
      boolean quoted = token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME;
      builder.scalar(parser.getText(), !quoted, null);
    }
    if (depth == 0) {
      documents.add(builder.document());
      builder = new NodeBuilder();
    }
  }
}
