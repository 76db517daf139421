package dev.laytime.activities.registry.cloud;

/**
 * What requests to AWS are signed with. Its text never shows the secret.
 *
 * @param session the token of temporary ones; empty for others
 */
record AwsKeys(String id, String secret, String session) {

  @Override
  public String toString() {
    return "AwsKeys[" + id + ", ***]";
  }
}
