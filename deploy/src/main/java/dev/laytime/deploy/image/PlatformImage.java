package dev.laytime.deploy.image;

import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.nio.file.Path;

/**
 * Our image for one platform.
 *
 * @param tar an archive of an OCI image layout that lists it alone
 */
record PlatformImage(Platform platform, Path tar) {}
