package dev.laytime.activity;

import dev.laytime.build.BuildId;
import dev.laytime.build.BuildImages;
import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildResources;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.GitCommit;
import dev.laytime.build.GitRef;
import dev.laytime.build.GitRepository;
import dev.laytime.build.RefMapping;
import dev.laytime.image.Digest;
import dev.laytime.image.ImageLocation;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.mirror.RepositoryPrefix;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One value of any record, always the same: every component has something in it. */
final class WireSamples {

  private static final String HEX = "ab".repeat(32);

  private static final Map<Type, Object> PLAIN =
      Map.ofEntries(
          Map.entry(String.class, "text"),
          Map.entry(boolean.class, true),
          Map.entry(int.class, 3),
          Map.entry(Integer.class, 3),
          Map.entry(long.class, 4L),
          Map.entry(Instant.class, Instant.parse("2026-01-01T00:00:00Z")),
          Map.entry(Duration.class, Duration.ofHours(36)),
          Map.entry(LocalTime.class, LocalTime.of(9, 30)),
          Map.entry(ZoneId.class, ZoneId.of("Europe/Berlin")),
          Map.entry(Digest.class, Digest.of("sha256", HEX)),
          Map.entry(Tag.class, new Tag("1")),
          Map.entry(Platform.class, Platform.parse("linux/arm/v7")),
          Map.entry(Repository.class, Repository.parse("r.example.com/app")),
          Map.entry(RepositoryPrefix.class, RepositoryPrefix.parse("r.example.com/prod")),
          Map.entry(Reference.class, Reference.parse("r.example.com/app:1")),
          Map.entry(ImageLocation.class, ImageLocation.parse("r.example.com/app:1")),
          Map.entry(GitCommit.class, new GitCommit("ab".repeat(20))),
          Map.entry(GitRef.CommitRef.class, new GitRef.CommitRef("abcdef0")),
          Map.entry(BuildId.class, new BuildId("ab".repeat(16))),
          Map.entry(BuildImages.class, new BuildImages(List.of("r.io/a/**"), List.of())),
          Map.entry(GitRepository.class, new GitRepository("https://git.io/a", "text")),
          Map.entry(RefMapping.ToCommit.class, new RefMapping.ToCommit("text", 12)),
          Map.entry(BuildRecipe.class, recipe()));

  private WireSamples() {}

  private static BuildRecipe recipe() {
    return new BuildRecipe(
        BuildStrategy.KANIKO,
        "app",
        "Dockerfile",
        "runtime",
        Map.of("VERSION", "{tag}"),
        List.of(Platform.parse("linux/amd64")),
        BuildResources.USUAL,
        List.of("npm"),
        Repository.parse("r.example.com/cache"),
        List.of(),
        Duration.ofHours(1));
  }

  static Object of(Type type) {
    Object plain = PLAIN.get(type);
    if (plain != null) {
      return plain;
    }
    if (type instanceof ParameterizedType several) {
      Type[] of = several.getActualTypeArguments();
      return several.getRawType() == Map.class ? Map.of(of(of[0]), of(of[1])) : List.of(of(of[0]));
    }
    Class<?> raw = (Class<?>) type;
    if (raw.isEnum()) {
      return raw.getEnumConstants()[0];
    }
    return raw.isRecord() ? record(raw) : of(raw.getPermittedSubclasses()[0]);
  }

  private static Object record(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values =
        Arrays.stream(components).map(component -> of(component.getGenericType())).toArray();
    try {
      Constructor<?> canonical = type.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      return canonical.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("No sample of " + type, e);
    }
  }
}
