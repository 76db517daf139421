package dev.laytime.worker.temporal;

import dev.laytime.worker.startup.RefusedToStartException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc.OperatorServiceBlockingStub;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that the namespace knows our search attributes; a workflow that sets an unknown one
 * would never get on.
 */
final class SearchAttributeRegistration {

  private static final Logger log = LoggerFactory.getLogger(SearchAttributeRegistration.class);
  private static final long CALL_SECONDS = 10;

  private final OperatorServiceStubs stubs;
  private final String namespace;

  SearchAttributeRegistration(OperatorServiceStubs stubs, String namespace) {
    this.stubs = stubs;
    this.namespace = namespace;
  }

  /**
   * Adds the attributes that the namespace lacks. Doing it again does no harm.
   *
   * @throws RefusedToStartException if one has another type, or is missing and may not be added; it
   *     names the commands that add them
   */
  void ensure(List<SearchAttributeKey<?>> wanted) {
    Optional<Map<String, IndexedValueType>> present = present();
    if (present.isEmpty()) {
      wanted.forEach(this::addBlindly);
      return;
    }
    List<SearchAttributeKey<?>> missing = new ArrayList<>();
    for (SearchAttributeKey<?> key : wanted) {
      IndexedValueType type = present.get().get(key.getName());
      if (type == null) {
        missing.add(key);
      } else if (type != key.getValueType()) {
        throw otherType(key, type);
      }
    }
    if (!missing.isEmpty()) {
      add(missing);
    }
  }

  /** The namespace's attributes by name; empty where the service cannot list them. */
  private Optional<Map<String, IndexedValueType>> present() {
    try {
      return Optional.of(
          stub()
              .listSearchAttributes(
                  ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
              .getCustomAttributesMap());
    } catch (StatusRuntimeException e) {
      log.debug("search attributes cannot be listed status={}", e.getStatus());
      return Optional.empty();
    }
  }

  private void addBlindly(SearchAttributeKey<?> key) {
    add(List.of(key));
  }

  private void add(List<SearchAttributeKey<?>> keys) {
    var request = AddSearchAttributesRequest.newBuilder().setNamespace(namespace);
    keys.forEach(key -> request.putSearchAttributes(key.getName(), key.getValueType()));
    try {
      var _ = stub().addSearchAttributes(request.build());
      log.info("search attributes added namespace={} names={}", namespace, names(keys));
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        throw refusedToAdd(keys, e);
      }
    }
  }

  private OperatorServiceBlockingStub stub() {
    return stubs.blockingStub().withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
  }

  private RefusedToStartException refusedToAdd(
      List<SearchAttributeKey<?>> keys, StatusRuntimeException e) {
    return new RefusedToStartException(
        "add search attributes %s to namespace %s".formatted(names(keys), namespace),
        GrpcErrors.text(e),
        "have someone who may run:\n" + commands(keys),
        e);
  }

  private RefusedToStartException otherType(SearchAttributeKey<?> key, IndexedValueType type) {
    return new RefusedToStartException(
        "use search attribute %s of namespace %s".formatted(key.getName(), namespace),
        "its type is %s, expected %s".formatted(cliName(type), cliName(key.getValueType())),
        """
        use another namespace, or if nothing needs that attribute, run:
        temporal operator search-attribute remove --namespace %s --name %s
        %s\
        """
            .formatted(namespace, key.getName(), commands(List.of(key))));
  }

  private String commands(List<SearchAttributeKey<?>> keys) {
    return keys.stream()
        .map(key ->
            "temporal operator search-attribute create --namespace %s --name %s --type %s"
                .formatted(namespace, key.getName(), cliName(key.getValueType())))
        .collect(Collectors.joining("\n"));
  }

  private static List<String> names(List<SearchAttributeKey<?>> keys) {
    return keys.stream().map(SearchAttributeKey::getName).toList();
  }

  /** A type as Temporal's command line calls it. */
  private static String cliName(IndexedValueType type) {
    return switch (type) {
      case INDEXED_VALUE_TYPE_TEXT -> "Text";
      case INDEXED_VALUE_TYPE_KEYWORD -> "Keyword";
      case INDEXED_VALUE_TYPE_INT -> "Int";
      case INDEXED_VALUE_TYPE_DOUBLE -> "Double";
      case INDEXED_VALUE_TYPE_BOOL -> "Bool";
      case INDEXED_VALUE_TYPE_DATETIME -> "Datetime";
      case INDEXED_VALUE_TYPE_KEYWORD_LIST -> "KeywordList";
      case INDEXED_VALUE_TYPE_UNSPECIFIED, UNRECOGNIZED -> type.name();
    };
  }
}
