package dev.laytime.activities.registry.client;

/**
 * An address that an evil registry names. The canary listens at PORT, the registry itself at OWN.
 */
enum Lure {
  UNSPECIFIED("http://0.0.0.0:PORT/x"),
  UNSPECIFIED_OF_IPV6("http://[::]:PORT/x"),
  UNSPECIFIED_MAPPED_TO_IPV6("http://[::ffff:0.0.0.0]:PORT/x"),
  UNSPECIFIED_AS_A_NUMBER("http://0:PORT/x"),
  UNSPECIFIED_IN_HEXADECIMAL("http://0x0:PORT/x"),
  NAME_OF_THE_UNSPECIFIED("http://unspecified.test:PORT/x"),
  NAME_THAT_IS_ALSO_THE_UNSPECIFIED("http://mixed.test:PORT/x"),
  METADATA("http://169.254.169.254:PORT/latest/meta-data"),
  METADATA_MAPPED_TO_IPV6("http://[::ffff:169.254.169.254]:PORT/latest/meta-data"),
  METADATA_THROUGH_NAT64("http://[64:ff9b::169.254.169.254]:PORT/latest/meta-data"),
  METADATA_THROUGH_6TO4("http://[2002:a9fe:a9fe::]:PORT/latest/meta-data"),
  METADATA_OF_IPV6("http://[fd00:ec2::254]:PORT/latest/meta-data"),
  METADATA_AS_A_NUMBER("http://2852039166:PORT/latest/meta-data"),
  METADATA_IN_HEXADECIMAL("http://0xa9fea9fe:PORT/latest/meta-data"),
  METADATA_IN_OCTAL("http://0251.0376.0251.0376:PORT/latest/meta-data"),
  NAME_OF_THE_METADATA("http://metadata.test:PORT/latest/meta-data"),
  LINK_LOCAL("http://[fe80::1]:PORT/x"),
  MULTICAST("http://224.0.0.1:PORT/x"),
  USER("http://anna:secret@127.0.0.1:PORT/x"),
  USER_THAT_LOOKS_LIKE_THE_REGISTRY("http://registry.test:OWN@127.0.0.1:PORT/x"),
  FTP("ftp://127.0.0.1:PORT/x"),
  FILE("file:///etc/passwd"),

  LOOPBACK(From.OUTSIDE, "http://127.0.0.1:PORT/x"),
  LOOPBACK_OF_IPV6(From.OUTSIDE, "http://[::1]:PORT/x"),
  LOOPBACK_MAPPED_TO_IPV6(From.OUTSIDE, "http://[::ffff:127.0.0.1]:PORT/x"),
  LOOPBACK_THROUGH_NAT64(From.OUTSIDE, "http://[64:ff9b::127.0.0.1]:PORT/x"),
  LOOPBACK_AS_A_NUMBER(From.OUTSIDE, "http://2130706433:PORT/x"),
  LOOPBACK_IN_HEXADECIMAL(From.OUTSIDE, "http://0x7f000001:PORT/x"),
  NAME_OF_LOOPBACK(From.OUTSIDE, "http://inward.test:PORT/x"),
  NAME_THAT_IS_ALSO_LOOPBACK(From.OUTSIDE, "http://half.test:PORT/x"),
  PRIVATE(From.OUTSIDE, "http://10.0.0.1:PORT/x"),
  PRIVATE_MAPPED_TO_IPV6(From.OUTSIDE, "http://[::ffff:10.0.0.1]:PORT/x"),
  PRIVATE_AT_HOME(From.OUTSIDE, "http://192.168.1.1:PORT/x"),
  CARRIER_GRADE(From.OUTSIDE, "http://100.64.0.1:PORT/x"),
  UNIQUE_LOCAL(From.OUTSIDE, "http://[fd00::1]:PORT/x"),

  DOWNGRADE(From.TLS, "http://canary.test:PORT/x"),
  DOWNGRADE_IN_CAPITALS(From.TLS, "HTTP://canary.test:PORT/x"),
  DOWNGRADE_AT_ITS_OWN_HOST(From.TLS, "http://127.0.0.1:PORT/x"),
  DOWNGRADE_OF_ITSELF(From.TLS, "http://127.0.0.1:OWN/x");

  /** What the registry is that must not lead there. */
  enum From {
    ANYWHERE,
    /** On the open network: one in here may. */
    OUTSIDE,
    /** Spoken to over TLS. */
    TLS
  }

  final From from;
  private final String target;

  Lure(String target) {
    this(From.ANYWHERE, target);
  }

  Lure(From from, String target) {
    this.from = from;
    this.target = target;
  }

  String at(int canary, int registry) {
    return target
        .replace("PORT", Integer.toString(canary))
        .replace("OWN", Integer.toString(registry));
  }

  /** What all such attacks resolve. */
  static FakeNames names() {
    return new FakeNames()
        .name("canary.test", "127.0.0.1")
        .name("inward.test", "127.0.0.1")
        .name("half.test", "8.8.8.8", "127.0.0.1")
        .name("mixed.test", "127.0.0.1", "0.0.0.0")
        .name("unspecified.test", "0.0.0.0")
        .name("metadata.test", "169.254.169.254");
  }
}
