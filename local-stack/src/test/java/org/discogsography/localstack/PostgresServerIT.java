package org.discogsography.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.discogsography.localstack.place.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
final class PostgresServerIT {
  @TempDir private static Path directory;
  private PostgresServer server;

  @BeforeAll
  void start() throws SQLException {
    server = new PostgresServer(directory.resolve("with space"), Ports.free());
    server.start();
    execute("CREATE TABLE numbers (n integer)");
  }

  @AfterAll
  void stop() {
    server.kill();
    server.clean();
  }

  @Test
  void keepsDataAndAddressOverStopAndStart() throws SQLException {
    execute("INSERT INTO numbers VALUES (1)");
    String address = server.address();
    server.stop();
    assertThat(server.running()).isFalse();
    assertThatThrownBy(() -> execute("SELECT 1")).isInstanceOf(SQLException.class);
    server.start();
    assertThat(server.address()).isEqualTo(address);
    assertThat(count(1)).isPositive();
  }

  @Test
  void keepsWhatWasCommittedOverKill() throws SQLException {
    execute("INSERT INTO numbers VALUES (2)");
    long pid = server.pid();
    server.kill();
    assertThat(ProcessTreeProbe.commandLinesUnder(directory)).isEmpty();
    server.start();
    assertThat(server.pid()).isNotEqualTo(pid);
    assertThat(count(2)).isEqualTo(1);
  }

  @Test
  void hangsWhilePausedAndGoesOnAfterwards() throws SQLException {
    server.pause();
    try {
      assertThat(server.paused()).isTrue();
      assertThat(server.health()).isEqualTo("PAUSED");
      assertThatThrownBy(() -> execute("SELECT 1")).isInstanceOf(SQLException.class);
    } finally {
      server.resume();
    }
    execute("SELECT 1");
  }

  @Test
  void refusesAWrongPassword() {
    Properties wrong = properties();
    wrong.setProperty("password", "wrong");
    assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), wrong).close())
        .isInstanceOf(SQLException.class)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("28P01");
  }

  @Test
  void isFoundByAnotherObjectForTheSameDirectory() {
    var other = new PostgresServer(directory.resolve("with space"), server.port());
    assertThat(other.pid()).isEqualTo(server.pid());
    assertThat(other.password()).isEqualTo(server.password());
  }

  private long count(int n) throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), properties());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM numbers WHERE n = " + n)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), properties());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("user", server.username());
    properties.setProperty("password", server.password());
    properties.setProperty("socketTimeout", "2");
    properties.setProperty("loginTimeout", "2");
    return properties;
  }
}
