package dev.laytime.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Digest;
import dev.laytime.image.ImageLocation;
import dev.laytime.image.Platform;
import dev.laytime.workflow.ImageCopy;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DefaultDataConverter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Histories hold these forms: a component may be added to one, and none renamed or removed. */
class WireFormatTest {

  private static final Digest DIGEST = Digest.of("sha256", "ab".repeat(32));
  private static final ImageLocation SOURCE = ImageLocation.parse("alpine:3.20");
  private static final ImageLocation TARGET = ImageLocation.parse("oci:/srv/alpine");
  private static final String D = "\"" + DIGEST + "\"";

  @ParameterizedTest
  @MethodSource("forms")
  void isWrittenAndReadInItsForm(Object value, Class<?> type, String form) {
    Payload payload = DefaultDataConverter.STANDARD_INSTANCE.toPayload(value).orElseThrow();
    assertThat(payload.getData().toStringUtf8()).isEqualTo(form);
    Object read = DefaultDataConverter.STANDARD_INSTANCE.fromPayload(payload, type, type);
    assertThat(read).isEqualTo(value);
  }

  static Stream<Arguments> forms() {
    return Stream.of(
        Arguments.of(
            new ImageCopy.Order(
                "r1",
                SOURCE,
                null,
                TARGET,
                List.of(Platform.parse("linux/arm/v7")),
                true,
                Duration.ofHours(24)),
            ImageCopy.Order.class,
            "{\"requestId\":\"r1\",\"source\":\"docker.io/library/alpine:3.20\",\"digest\":null,"
                + "\"target\":\"oci:/srv/alpine:latest\",\"platforms\":[\"linux/arm/v7\"],"
                + "\"referrers\":true,\"patience\":\"PT24H\",\"life\":null,"
                + "\"foreignLayers\":false,\"expected\":null}"),
        Arguments.of(new ImageCopy.Accepted(), ImageCopy.Answer.class, "{\"answer\":\"accepted\"}"),
        Arguments.of(new ImageCopy.Joined(), ImageCopy.Answer.class, "{\"answer\":\"joined\"}"),
        Arguments.of(
            new ImageCopy.Busy(SOURCE, DIGEST),
            ImageCopy.Answer.class,
            "{\"answer\":\"busy\",\"source\":\"docker.io/library/alpine:3.20\",\"digest\":"
                + D
                + "}"),
        Arguments.of(
            new ImageCopy.Status(ImageCopy.State.THROTTLED, DIGEST, Instant.EPOCH),
            ImageCopy.Status.class,
            "{\"state\":\"THROTTLED\",\"digest\":"
                + D
                + ",\"nextAttempt\":\"1970-01-01T00:00:00Z\"}"),
        Arguments.of(
            new ResolveRequest(SOURCE, TARGET),
            ResolveRequest.class,
            "{\"location\":\"docker.io/library/alpine:3.20\",\"target\":\"oci:/srv/alpine:latest\"}"),
        Arguments.of(
            new ResolveResult(DIGEST, "text/plain"),
            ResolveResult.class,
            "{\"digest\":" + D + ",\"mediaType\":\"text/plain\"}"),
        Arguments.of(
            new CopyRequest(SOURCE, DIGEST, TARGET, List.of(), false),
            CopyRequest.class,
            "{\"source\":\"docker.io/library/alpine:3.20\",\"digest\":"
                + D
                + ",\"target\":\"oci:/srv/alpine:latest\",\"platforms\":[],\"referrers\":false,"
                + "\"foreignLayers\":false,\"trusting\":false,\"expected\":null}"),
        Arguments.of(
            new CopyResult(
                DIGEST, 1, 2, 3, 4, 5, 6L, new CopyEffort(Map.of("GET", 7), 8, 9, 10, 11)),
            CopyResult.class,
            "{\"digest\":"
                + D
                + ",\"manifestsCopied\":1,\"referrersCopied\":2,\"blobsCopied\":3,"
                + "\"blobsMounted\":4,\"blobsPresent\":5,\"bytesCopied\":6,"
                + "\"effort\":{\"requests\":{\"GET\":7},\"bytesSaved\":8,\"lookMillis\":9,"
                + "\"blobMillis\":10,\"manifestMillis\":11}}"),
        Arguments.of(
            new CopyProgress(1, 2, 3L, 4L),
            CopyProgress.class,
            "{\"blobsDone\":1,\"blobsTotal\":2,\"bytesDone\":3,\"bytesTotal\":4}"),
        Arguments.of(
            new Problem("pull", "it said no", "ask", Instant.EPOCH),
            Problem.class,
            "{\"what\":\"pull\",\"cause\":\"it said no\",\"hint\":\"ask\","
                + "\"until\":\"1970-01-01T00:00:00Z\"}"));
  }
}
