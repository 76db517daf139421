package dev.laytime.worker.configuration;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** The keys that configuration knows: the components of {@link LaytimeProperties}. */
final class KnownKeys {

  static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("laytime");

  private KnownKeys() {}

  /** Every key of a single value, without the prefix: {@code registries[].host}. */
  static List<String> all() {
    List<String> keys = new ArrayList<>();
    collect("", LaytimeProperties.class, keys);
    return keys;
  }

  /** What is wrong with a key under {@code laytime}, or empty where nothing is. */
  static Optional<String> problem(ConfigurationPropertyName key, String value) {
    Type type = LaytimeProperties.class;
    for (int i = ROOT.getNumberOfElements(); i < key.getNumberOfElements(); i++) {
      Optional<Type> inner =
          key.isNumericIndex(i)
              ? elementOf(type)
              : componentOf(type, key.getElement(i, Form.UNIFORM));
      if (inner.isEmpty()) {
        return Optional.of("unknown key '%s'; %s".formatted(key.subName(1), expected(type)));
      }
      type = inner.get();
    }
    boolean single = elementOf(type).isEmpty() && components(type).isEmpty();
    return single || value.isEmpty()
        ? Optional.empty()
        : Optional.of("wrong value for '%s'; %s".formatted(key.subName(1), expected(type)));
  }

  private static void collect(String key, Type type, List<String> keys) {
    Optional<Type> element = elementOf(type);
    if (element.isPresent()) {
      collect(key + "[]", element.get(), keys);
    } else if (components(type).isEmpty()) {
      keys.add(key);
    } else {
      String prefix = key.isEmpty() ? "" : key + ".";
      components(type).forEach(c -> collect(prefix + name(c), c.getGenericType(), keys));
    }
  }

  private static String expected(Type type) {
    if (elementOf(type).isPresent()) {
      return "expected a list there";
    }
    List<String> names = components(type).stream().map(KnownKeys::name).toList();
    return names.isEmpty()
        ? "expected a single value there"
        : "known there: " + String.join(", ", names);
  }

  private static Optional<Type> componentOf(Type type, String uniformName) {
    return components(type).stream()
        .filter(c -> name(c).replace("-", "").equals(uniformName))
        .map(RecordComponent::getGenericType)
        .findFirst();
  }

  private static Optional<Type> elementOf(Type type) {
    return type instanceof ParameterizedType list
        ? Optional.of(list.getActualTypeArguments()[0])
        : Optional.empty();
  }

  private static List<RecordComponent> components(Type type) {
    return type instanceof Class<?> record && record.isRecord()
        ? Arrays.asList(record.getRecordComponents())
        : List.of();
  }

  private static String name(RecordComponent component) {
    return DataObjectPropertyName.toDashedForm(component.getName());
  }
}
