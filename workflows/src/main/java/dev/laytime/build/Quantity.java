package dev.laytime.build;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much a quantity of Kubernetes is, so that two of them can be compared. */
public final class Quantity {

  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?)(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?");

  private static final Map<String, BigDecimal> UNITS =
      Map.ofEntries(
          Map.entry("m", new BigDecimal("0.001")),
          Map.entry("k", BigDecimal.TEN.pow(3)),
          Map.entry("M", BigDecimal.TEN.pow(6)),
          Map.entry("G", BigDecimal.TEN.pow(9)),
          Map.entry("T", BigDecimal.TEN.pow(12)),
          Map.entry("P", BigDecimal.TEN.pow(15)),
          Map.entry("Ki", BigDecimal.TWO.pow(10)),
          Map.entry("Mi", BigDecimal.TWO.pow(20)),
          Map.entry("Gi", BigDecimal.TWO.pow(30)),
          Map.entry("Ti", BigDecimal.TWO.pow(40)),
          Map.entry("Pi", BigDecimal.TWO.pow(50)));

  private Quantity() {}

  /** The number that is meant; empty where it is none, or of a form that nobody needs. */
  public static Optional<BigDecimal> of(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String unit = matcher.group(2);
    BigDecimal number = new BigDecimal(matcher.group(1));
    return Optional.of(
        unit == null ? number : number.multiply(UNITS.getOrDefault(unit, BigDecimal.ONE)));
  }

  /** Whether both are known, and the first is not more than the second. */
  static boolean isWithin(String text, String most) {
    return of(text)
        .flatMap(number -> of(most).map(bound -> number.compareTo(bound) <= 0))
        .orElse(false);
  }
}
