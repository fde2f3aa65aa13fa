package org.discogsography.localstack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An authority of a test's own, made with the JDK's keytool; its certificates last for a day. */
public final class TestAuthority {
  private static final String PASSWORD = "only-for-this-test";

  private final Path directory;

  private TestAuthority(Path directory) {
    this.directory = directory;
  }

  /** Makes one that keeps everything in a directory. */
  public static TestAuthority in(Path directory) throws IOException {
    TestAuthority authority = new TestAuthority(Files.createDirectories(directory));
    authority.generate("authority", "CN=Authority in " + directory.getFileName(), "-ext", "bc:c");
    authority.keytool("-exportcert", "-rfc", "-alias", "authority", "-file", "authority.crt");
    return authority;
  }

  /** Whom clients have to trust. */
  public Path certificate() {
    return directory.resolve("authority.crt");
  }

  /** A certificate for a host name, and its key. */
  public ServerTls issue(String host) throws IOException {
    generate(host, "CN=" + host);
    keytool("-certreq", "-alias", host, "-file", host + ".request");
    keytool(
        "-gencert",
        "-rfc",
        "-alias",
        "authority",
        "-validity",
        "1",
        "-ext",
        "san=dns:" + host,
        "-infile",
        host + ".request",
        "-outfile",
        host + ".crt");
    Path key = directory.resolve(host + ".key");
    Files.writeString(key, key(host));
    return new ServerTls(directory.resolve(host + ".crt"), key);
  }

  private void generate(String alias, String name, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-alias", alias));
    arguments.addAll(List.of("-keyalg", "RSA", "-keysize", "2048", "-validity", "1"));
    arguments.addAll(List.of("-dname", name));
    arguments.addAll(List.of(more));
    keytool(arguments.toArray(String[]::new));
  }

  private String key(String alias) throws IOException {
    try (InputStream in = Files.newInputStream(directory.resolve("store.p12"))) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      byte[] key = store.getKey(alias, PASSWORD.toCharArray()).getEncoded();
      String text = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(key);
      return "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n";
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private void keytool(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", "store.p12", "-storepass", PASSWORD));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(
            "keytool failed: " + new String(process.getInputStream().readAllBytes(), US_ASCII));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keytool worked", e);
    }
  }
}
