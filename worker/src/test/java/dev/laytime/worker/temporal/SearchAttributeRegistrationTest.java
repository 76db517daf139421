package dev.laytime.worker.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.laytime.worker.embedded.EmbeddedTemporal;
import dev.laytime.worker.startup.RefusedToStartException;
import dev.laytime.workflow.SearchAttributes;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SearchAttributeRegistrationTest {

  private final FakeOperatorService service = new FakeOperatorService();
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void serve() throws IOException {
    String name = InProcessServerBuilder.generateName();
    server = InProcessServerBuilder.forName(name).addService(service).build().start();
    channel = InProcessChannelBuilder.forName(name).build();
  }

  @AfterEach
  void end() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void addsWhatIsMissing() {
    service.attributes.put("LaytimeState", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
    service.attributes.put("Other", IndexedValueType.INDEXED_VALUE_TYPE_TEXT);

    ensure(channel);

    assertThat(service.attributes)
        .containsKeys("LaytimeRegistry", "LaytimeRepository", "LaytimeState", "Other")
        .containsEntry("LaytimeSource", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST)
        .containsEntry("LaytimeDeadline", IndexedValueType.INDEXED_VALUE_TYPE_DATETIME)
        .containsEntry("LaytimePinned", IndexedValueType.INDEXED_VALUE_TYPE_BOOL)
        .hasSize(SearchAttributes.ALL.size() + 1);
  }

  @Test
  void addsNothingWhereAllAreThere() {
    ensure(channel);
    service.mayAdd = false;

    ensure(channel);
  }

  @Test
  void namesTheCommandsWhereItMayNotAdd() {
    service.attributes.put("LaytimeState", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
    service.mayAdd = false;

    assertThatThrownBy(() -> ensure(channel))
        .asInstanceOf(type(RefusedToStartException.class))
        .satisfies(refusal -> {
          assertThat(refusal.why()).isEqualTo("PERMISSION_DENIED: operators only");
          assertThat(refusal.hint())
              .isEqualTo(
                  """
                  have someone who may run:
                  temporal operator search-attribute create --namespace ours\
                   --name LaytimeRegistry --type Keyword
                  temporal operator search-attribute create --namespace ours\
                   --name LaytimeRepository --type Keyword
                  temporal operator search-attribute create --namespace ours\
                   --name LaytimeStage --type Keyword
                  temporal operator search-attribute create --namespace ours\
                   --name LaytimeSource --type KeywordList
                  temporal operator search-attribute create --namespace ours\
                   --name LaytimeDeadline --type Datetime
                  temporal operator search-attribute create --namespace ours\
                   --name LaytimePinned --type Bool\
                  """);
        });
  }

  @Test
  void refusesAnAttributeOfAnotherType() {
    service.attributes.put("LaytimeState", IndexedValueType.INDEXED_VALUE_TYPE_INT);

    assertThatThrownBy(() -> ensure(channel))
        .hasMessageContaining("LaytimeState")
        .hasMessageContaining("its type is Int, expected Keyword")
        .hasMessageContaining("search-attribute remove --namespace ours --name LaytimeState");
  }

  @Test
  void addsThemToTheEmbeddedServiceWhichCannotListThem() {
    try (EmbeddedTemporal temporal = EmbeddedTemporal.start(0)) {
      ManagedChannel embedded =
          ManagedChannelBuilder.forTarget(temporal.address()).usePlaintext().build();
      ensure(embedded);
      ensure(embedded);

      assertThatThrownBy(() -> addState(embedded))
          .isInstanceOf(StatusRuntimeException.class)
          .hasMessageContaining("ALREADY_EXISTS");
      embedded.shutdownNow();
    }
  }

  private static void addState(ManagedChannel channel) {
    Map<String, IndexedValueType> state =
        Map.of("LaytimeState", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
    var _ =
        stubs(channel)
            .blockingStub()
            .addSearchAttributes(
                AddSearchAttributesRequest.newBuilder().putAllSearchAttributes(state).build());
  }

  private static void ensure(ManagedChannel channel) {
    new SearchAttributeRegistration(stubs(channel), "ours").ensure(SearchAttributes.ALL);
  }

  private static OperatorServiceStubs stubs(ManagedChannel channel) {
    return OperatorServiceStubs.newServiceStubs(
        OperatorServiceStubsOptions.newBuilder()
            .setChannel(channel)
            .validateAndBuildWithDefaults());
  }
}
