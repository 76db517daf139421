package dev.laytime.e2e.bench;

/** What somebody has to know to read the tables. */
final class Notes {

  static final String TEXT =
      """

      Notes:

      - The tools took turns in random order, each with an empty target of its own; cases 2 to 4 \
      share one. A round that does not count came first: there each tool tried its concurrencies, \
      and kept the fastest for each case.
      - *At once* is processes of crane and skopeo (`xargs -P`), `parallel` and `reqConcurrent` of \
      regsync, workflows in flight of laytime.
      - *Of best peer* is the geometric mean of the rounds' ratios to the peer with the lowest \
      median, of those that guarantee no less, and its 95 % interval. Where that spans 1 there is \
      no difference.
      - Every tool here checks digests as it reads. After each measurement crane was asked for the \
      digests of five of the images, and regctl for the referrers where a tool copies these.
      - CPU and memory are of all processes of a tool, the registries apart. *Laytime resident* is a \
      worker with the JVM's defaults and Temporal's development server; the benchmark itself asks \
      for one workflow an image and waits for its result: its CPU is counted, its memory is not.
      - One `laytime mirror` copies one image: it does not take part in cases 2 to 4. Neither does \
      `regctl image copy`; regsync is of the same project. `regsync server` does not tell when a \
      pass is over, and is not measured.
      """;

  private Notes() {}
}
