package dev.laytime.e2e.builds.node;

import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.harness.Workspace;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the same {@link Yard} to every class that asks for it, and the same {@link Works}: a node
 * takes long to start, and a worker, too.
 */
final class OneYard implements ParameterResolver, AfterTestExecutionCallback {

  private static final Namespace NAMESPACE = Namespace.create(OneYard.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Yard.class || type == Works.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Yard.class ? yard(context) : works(context);
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

  private static Works works(ExtensionContext context) {
    Yard yard = yard(context);
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Works.class, _ -> Works.start(yard), Works.class);
  }
}
