package dev.laytime.e2e.life;

import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.harness.Workspace;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives the same {@link Team} to every class that asks for it: a worker takes long to start. */
final class OneTeam implements ParameterResolver, AfterTestExecutionCallback {

  private static final Namespace NAMESPACE = Namespace.create(OneTeam.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Team.class;
  }

  @Override
  public Team resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return team(context);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      System.err.println(context.getDisplayName() + " failed; what the processes said last:");
      System.err.println(team(context).workspace().tails());
    }
    team(context).endTest();
  }

  private static Team team(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(
            Team.class, _ -> Team.start(Workspace.open(ProvingGround.logs("Team"))), Team.class);
  }
}
