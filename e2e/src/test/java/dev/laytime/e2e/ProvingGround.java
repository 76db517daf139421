package dev.laytime.e2e;

import dev.laytime.e2e.harness.Workspace;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a class of tests its {@link Workspace}, closes it after the last of them, and shows the
 * ends of its logs where one fails.
 */
public final class ProvingGround
    implements ParameterResolver,
        AfterTestExecutionCallback,
        LifecycleMethodExecutionExceptionHandler {

  private static final Namespace NAMESPACE = Namespace.create(ProvingGround.class);
  private static final String LOGS =
      System.getProperty("laytime.e2e.logs", Path.of("target", "suites", "none").toString());

  /** Where the logs of that name go. */
  public static Path logs(String name) {
    return Path.of(LOGS, name);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Workspace.class;
  }

  @Override
  public Workspace resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return workspace(context);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      showLogs(context);
    }
  }

  @Override
  public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    showLogs(context);
    throw failure;
  }

  private static void showLogs(ExtensionContext context) {
    System.err.println(context.getDisplayName() + " failed; what the processes said last:");
    System.err.println(workspace(context).tails());
  }

  /** The class's own, whichever of its tests asks; its store closes it. */
  private static Workspace workspace(ExtensionContext context) {
    Class<?> tests = context.getRequiredTestClass();
    ExtensionContext ofClass = context;
    while (ofClass.getTestMethod().isPresent()) {
      ofClass = ofClass.getParent().orElseThrow();
    }
    return ofClass
        .getStore(NAMESPACE)
        .computeIfAbsent(
            Workspace.class, _ -> Workspace.open(logs(tests.getSimpleName())), Workspace.class);
  }
}
