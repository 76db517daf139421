package dev.laytime.e2e.builds.node;

import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.harness.Workspace;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives the same {@link Yard} to every class that asks for it: a node takes long to start. */
final class OneYard implements ParameterResolver, AfterTestExecutionCallback {

  private static final Namespace NAMESPACE = Namespace.create(OneYard.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Yard.class;
  }

  @Override
  public Yard resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return yard(context);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      System.err.println(context.getDisplayName() + " failed; what the processes said last:");
      System.err.println(yard(context).workspace().tails());
    }
  }

  private static Yard yard(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(
            Yard.class, _ -> Yard.start(Workspace.open(ProvingGround.logs("Yard"))), Yard.class);
  }
}
