package dev.laytime.starter;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;

/** Has an option read as {@link HumanTime}. */
final class HumanTimeConverter implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String value) {
    return HumanTime.parse(value);
  }
}
