package dev.laytime.worker.temporal;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.AddSearchAttributesResponse;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesResponse;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc.OperatorServiceImplBase;
import java.util.Map;
import java.util.TreeMap;

/** Keeps search attributes as a Temporal server does; may refuse to have any added. */
final class FakeOperatorService extends OperatorServiceImplBase {

  final Map<String, IndexedValueType> attributes = new TreeMap<>();
  boolean mayAdd = true;

  @Override
  public void listSearchAttributes(
      ListSearchAttributesRequest request, StreamObserver<ListSearchAttributesResponse> answer) {
    answer.onNext(
        ListSearchAttributesResponse.newBuilder().putAllCustomAttributes(attributes).build());
    answer.onCompleted();
  }

  @Override
  public void addSearchAttributes(
      AddSearchAttributesRequest request, StreamObserver<AddSearchAttributesResponse> answer) {
    if (!mayAdd) {
      answer.onError(
          Status.PERMISSION_DENIED.withDescription("operators only").asRuntimeException());
      return;
    }
    if (request.getSearchAttributesMap().keySet().stream().anyMatch(attributes::containsKey)) {
      answer.onError(Status.ALREADY_EXISTS.asRuntimeException());
      return;
    }
    attributes.putAll(request.getSearchAttributesMap());
    answer.onNext(AddSearchAttributesResponse.getDefaultInstance());
    answer.onCompleted();
  }
}
