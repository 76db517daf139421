package dev.laytime.worker.startup;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Finds what a person can do something about among the causes of a failed start. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PlainFailureAnalyzer implements FailureAnalyzer {

  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    List<Throwable> causes = Stream.iterate(failure, t -> t != null, Throwable::getCause).toList();
    return Stream.of(
            first(causes, RefusedToStartException.class).map(PlainFailureAnalyzer::refused),
            first(causes, PortInUseException.class).map(PlainFailureAnalyzer::portInUse),
            first(causes, BindException.class).map(e -> wrongValue(e, causes.getLast())))
        .flatMap(found -> found)
        .findFirst()
        .orElse(null);
  }

  private static <T extends Throwable> Stream<T> first(List<Throwable> causes, Class<T> type) {
    return causes.stream().filter(type::isInstance).map(type::cast).limit(1);
  }

  private static PlainFailure refused(RefusedToStartException e) {
    return new PlainFailure(e.what(), e.why(), e.hint(), e);
  }

  private static PlainFailure portInUse(PortInUseException e) {
    return new PlainFailure(
        "listen on port " + e.getPort(),
        "something else listens there",
        "stop it, or choose another port with --server.port=N (0 takes any free one)",
        e);
  }

  private static PlainFailure wrongValue(BindException e, Throwable root) {
    ConfigurationProperty property = e.getProperty();
    String where = property == null ? e.getName().toString() : place(property);
    return new PlainFailure(
        "read the configuration",
        where + ": " + root.getMessage(),
        "correct the value; docs/reference/configuration.md lists them all",
        e);
  }

  private static String place(ConfigurationProperty property) {
    return property.getOrigin() == null
        ? property.getName().toString()
        : property.getName() + " (" + property.getOrigin() + ")";
  }
}
