package dev.laytime.e2e.promotions;

import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.harness.Workspace;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the same {@link Delivery} to every class that asks for it: a worker takes long to start.
 */
final class OneDelivery implements ParameterResolver, AfterTestExecutionCallback {

  private static final Namespace NAMESPACE = Namespace.create(OneDelivery.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Delivery.class;
  }

  @Override
  public Delivery resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return delivery(context);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      System.err.println(context.getDisplayName() + " failed; what the processes said last:");
      System.err.println(delivery(context).way().workspace().tails());
    }
  }

  private static Delivery delivery(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(
            Delivery.class,
            _ -> Delivery.start(Workspace.open(ProvingGround.logs("Delivery"))),
            Delivery.class);
  }
}
