package org.discogsography.resilience.tls;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.discogsography.resilience.config.Environment;

/**
 * Where a connection may do without TLS: on this machine, in a container network (whose names have
 * no dot), and where ALLOW_PLAINTEXT says so. Anywhere else it is a problem of the environment:
 * passwords and data would cross a network that others listen to.
 */
public final class Plaintext {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|::1|0:0:0:0:0:0:0:1");

  /** A number alone would be an address. */
  private static final Pattern SINGLE_LABEL = Pattern.compile("(?!\\d+$)(?!0x)[a-z0-9_-]+");

  private Plaintext() {}

  /**
   * Refuses a host that is neither near nor allowed.
   *
   * @param variable whose value leads there
   * @param host a name or an address; an IPv6 address may stand in brackets
   * @param instead completes the sentence "use ..., or list the host in ALLOW_PLAINTEXT"
   */
  public static void refuseFar(
      Environment environment, String variable, String host, String instead) {
    Set<String> allowed = allowed(environment);
    if (!host.isEmpty() && !near(host) && !allowed.contains(plain(host))) {
      environment.problem(
          variable,
          "leads to "
              + host
              + " without TLS, where passwords can be read on the way; use "
              + instead
              + ", or list the host in ALLOW_PLAINTEXT");
    }
  }

  /** Whether nobody else is likely to listen on the way. */
  static boolean near(String host) {
    String name = plain(host);
    return LOOPBACK.matcher(name).matches() || SINGLE_LABEL.matcher(name).matches();
  }

  private static Set<String> allowed(Environment environment) {
    return environment.parse(
        "ALLOW_PLAINTEXT",
        Set.of(),
        "a list of host names, separated by commas",
        text -> Set.of(text.toLowerCase(Locale.ROOT).strip().split("\\s*,\\s*")));
  }

  private static String plain(String host) {
    return host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$", "");
  }
}
