package org.discogsography.dashboard.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Finds what version of a library for browsers is on the class path. */
final class WebJar {
  private WebJar() {}

  static String version(String name) {
    String path = "/META-INF/maven/org.webjars.npm/" + name + "/pom.properties";
    try (InputStream stream = WebJar.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing from the program");
      }
      Properties properties = new Properties();
      properties.load(stream);
      return properties.getProperty("version", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
