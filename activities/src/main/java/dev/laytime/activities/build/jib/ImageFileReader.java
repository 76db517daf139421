package dev.laytime.activities.build.jib;

import dev.laytime.build.BuildException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads what a source says of its image; nothing that it does not know is passed over. */
final class ImageFileReader {

  /** In bytes. */
  static final int LONGEST = 64 * 1024;

  private static final Set<String> FIELDS =
      Set.of("from", "layers", "entrypoint", "cmd", "env", "labels", "user", "workdir", "ports");
  private static final Set<String> LAYER = Set.of("files", "to", "mode", "owner");
  private static final Pattern PATH =
      Pattern.compile("/|(?=.{1,1024}$)(?:/(?!\\.{1,2}(?:/|$))[^/\\p{Cntrl}\\\\]++)++/?");
  private static final Pattern FILES =
      Pattern.compile("[^/\\p{Cntrl}\\\\][^\\p{Cntrl}\\\\]{0,511}");
  private static final Pattern MODE = Pattern.compile("[0-7]{3}");
  private static final Pattern OWNER = Pattern.compile("[0-9]{1,9}(:[0-9]{1,9})?");
  private static final Pattern USER =
      Pattern.compile("[A-Za-z0-9_.-]{1,64}(:[A-Za-z0-9_.-]{1,64})?");
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}(/(tcp|udp))?");
  private static final String EXPECTED_PORTS = "ports from 1 to 65535, as in 8080 or 53/udp";
  private static final int LAST_PORT = 65_535;
  private static final Pattern NAME = Pattern.compile("[^=\\p{Cntrl}]{1,256}");

  private ImageFileReader() {}

  /**
   * Reads.
   *
   * @param most layers that it may have
   * @throws BuildException if it is not as expected
   */
  static ImageFile read(byte[] content, int most) {
    YamlFields file = YamlFields.of("", parsed(content), FIELDS);
    String from = file.required("from");
    ImageFile image =
        new ImageFile(
            from.equals("scratch") ? null : from,
            layers(file, most),
            file.texts("entrypoint"),
            file.texts("cmd"),
            named(file.map("env"), "env"),
            named(file.map("labels"), "labels"),
            checked("user", file.text("user"), USER, "a user, as in 1000 or 1000:1000"),
            checked("workdir", file.text("workdir"), PATH, "a directory, as in /app"),
            ports(file));
    return image;
  }

  private static @Nullable Object parsed(byte[] content) {
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(LONGEST)
            .setMaxAliasesForCollections(0)
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .build();
    try {
      return new Load(settings).loadFromString(new String(content, StandardCharsets.UTF_8));
    } catch (YamlEngineException e) {
      throw YamlFields.wrong("", "not YAML: " + e.getMessage());
    } catch (StackOverflowError e) {
      throw YamlFields.wrong("", "not YAML that is taken: too much lies in one another");
    }
  }

  private static List<LayerRule> layers(YamlFields file, int most) {
    List<LayerRule> layers = new ArrayList<>();
    for (Object each : file.list("layers")) {
      layers.add(layer(YamlFields.of("layers[%d]".formatted(layers.size()), each, LAYER)));
    }
    if (layers.isEmpty() || layers.size() > most) {
      throw YamlFields.wrong("layers", "expected 1 to %d".formatted(most));
    }
    return layers;
  }

  private static LayerRule layer(YamlFields layer) {
    String files = layer.required("files");
    if (!FILES.matcher(files).matches()) {
      throw YamlFields.wrong(
          layer.place() + ".files", "expected a pattern of paths in the source, as in web/**");
    }
    return new LayerRule(
        files,
        required(layer, "to", PATH, "a directory in the image, as in /app"),
        optional(layer, "mode", MODE, "three octal digits in quotes, as in '644'"),
        optional(layer, "owner", OWNER, "numbers, as in '1000:1000'"));
  }

  private static List<String> ports(YamlFields file) {
    List<String> ports = file.texts("ports");
    if (ports == null) {
      return List.of();
    }
    for (String port : ports) {
      checked("ports", port, PORT, EXPECTED_PORTS);
      int number = Integer.parseInt(port.replaceFirst("/.*", ""));
      if (number < 1 || number > LAST_PORT) {
        throw YamlFields.wrong("ports", "expected %s, not '%s'".formatted(EXPECTED_PORTS, port));
      }
    }
    return ports;
  }

  private static Map<String, String> named(Map<String, String> texts, String place) {
    texts.keySet().forEach(name -> checked(place, name, NAME, "names without '='"));
    return texts;
  }

  private static String required(YamlFields fields, String field, Pattern form, String expected) {
    String text = fields.required(field);
    checked(fields.place() + "." + field, text, form, expected);
    return text;
  }

  private static String optional(YamlFields fields, String field, Pattern form, String expected) {
    String text = fields.text(field);
    checked(fields.place() + "." + field, text, form, expected);
    return text == null ? "" : text;
  }

  private static @Nullable String checked(
      String place, @Nullable String text, Pattern form, String expected) {
    if (text != null && !form.matcher(text).matches()) {
      throw YamlFields.wrong(place, "expected %s, not '%s'".formatted(expected, text));
    }
    return text;
  }
}
