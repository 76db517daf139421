package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachTest {

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8,              PUBLIC",
    "2001:4860::8888,      PUBLIC",
    "10.0.0.1,             PRIVATE",
    "172.16.0.1,           PRIVATE",
    "172.32.0.1,           PUBLIC",
    "192.168.1.1,          PRIVATE",
    "100.64.0.1,           PRIVATE",
    "100.128.0.1,          PUBLIC",
    "fd00::1,              PRIVATE",
    "127.0.0.1,            LOOPBACK",
    "::1,                  LOOPBACK",
    "::ffff:127.0.0.1,     LOOPBACK",
    "169.254.169.254,      NEVER",
    "::ffff:169.254.169.254, NEVER",
    "fe80::1,              NEVER",
    "0.0.0.0,              NEVER",
    "::,                   NEVER",
    "224.0.0.1,            NEVER",
    "64:ff9b::8.8.8.8,     PUBLIC",
    "64:ff9b::10.0.0.1,    PRIVATE",
    "64:ff9b::127.0.0.1,   LOOPBACK",
    "64:ff9b::169.254.169.254, NEVER",
    "2002:a9fe:a9fe::1,    NEVER",
    "2002:808:808::1,      PUBLIC",
    "::127.0.0.1,          LOOPBACK",
    "::ffff:0:169.254.169.254, NEVER",
    "100.100.100.200,      NEVER",
    "100.100.100.201,      PRIVATE",
    "168.63.129.16,        NEVER",
    "192.0.0.192,          NEVER",
    "fd00:ec2::254,        NEVER",
    "fd20:ce::254,         NEVER",
    "fd20:ce::255,         PRIVATE",
    "64:ff9b:1::808:808,   PRIVATE",
    "64:ff9b:2::808:808,   PUBLIC",
    "2001::1,              PRIVATE",
    "2001:1::1,            PUBLIC",
    "198.18.0.1,           PRIVATE",
    "198.19.255.255,       PRIVATE",
    "198.20.0.1,           PUBLIC",
    "0.1.2.3,              NEVER",
    "64:ff9b::0.1.2.3,     NEVER",
    "1.0.0.1,              PUBLIC",
    "240.0.0.1,            NEVER",
    "255.255.255.255,      NEVER",
  })
  void knowsHowFarInwardAnAddressLeads(String address, Reach reach) throws UnknownHostException {
    assertThat(Reach.of(InetAddress.getByName(address))).isEqualTo(reach);
  }
}
