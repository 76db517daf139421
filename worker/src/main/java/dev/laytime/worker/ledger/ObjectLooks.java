package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.worker.ledger.ObjectSettings.ObjectPin;
import dev.laytime.worker.ledger.ObjectSettings.ObjectRetention;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which lives have reason to decide again when what objects say has changed. */
record ObjectLooks(Lives lives) {

  Set<Reference> of(ObjectSettings before, ObjectSettings after) {
    Set<Reference> look = new LinkedHashSet<>();
    for (ObjectPin pin : changed(before.pins(), after.pins())) {
      lives.in(pin.image().repository()).stream()
          .filter(life -> !life.finished())
          .filter(life -> ObjectRows.isAbout(pin, life.image(), life.digest()))
          .map(LifeRow::image)
          .forEach(look::add);
    }
    List<ObjectRetention> policies = changed(before.policies(), after.policies());
    if (!policies.isEmpty()) {
      lives.repositories().stream()
          .filter(repository -> policies.stream().anyMatch(policy -> concerns(policy, repository)))
          .forEach(repository -> look.addAll(lives.imagesIn(repository)));
    }
    return look;
  }

  private static boolean concerns(ObjectRetention policy, Repository repository) {
    return policy.prefixes().isEmpty()
        || policy.prefixes().stream().anyMatch(prefix -> prefix.contains(repository));
  }

  private static <T> List<T> changed(List<T> before, List<T> after) {
    Set<T> old = new HashSet<>(before);
    Set<T> now = new HashSet<>(after);
    List<T> changed = new ArrayList<>();
    before.stream().filter(each -> !now.contains(each)).forEach(changed::add);
    after.stream().filter(each -> !old.contains(each)).forEach(changed::add);
    return changed;
  }
}
