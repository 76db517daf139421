package dev.laytime.activities.registry;

import dev.laytime.activities.registry.Courier.Errand;
import dev.laytime.activity.CopyResult;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a courier has on its way for one page. */
final class Carrying {

  private final Courier courier;
  private final Set<Errand> underway = ConcurrentHashMap.newKeySet();

  Carrying(Courier courier) {
    this.courier = courier;
  }

  boolean carries(String mirror) {
    return courier.carries(mirror);
  }

  CopyResult carry(Errand errand, Runnable seen) throws IOException, InterruptedException {
    underway.add(errand);
    CopyResult result = courier.carry(errand, seen);
    underway.remove(errand);
    return result;
  }

  /** It came to nothing although it was said to have come. */
  void doubt(Errand errand) {
    courier.callOff(errand);
  }

  /** Nobody wants what did not come to its end; where only this process ends, the next takes it. */
  void callOff() {
    underway.forEach(courier::callOff);
    underway.clear();
  }
}
