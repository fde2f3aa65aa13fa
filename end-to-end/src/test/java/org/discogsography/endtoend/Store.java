package org.discogsography.endtoend;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.discogsography.localstack.PostgresServer;
import org.discogsography.messages.EntityType;
import org.neo4j.driver.exceptions.Neo4jException;

/** How much of a dump a store holds; only grows while no newer dump is on its way. */
enum Store {
  POSTGRES {
    @Override
    long count(Platform platform, int dump) {
      return count(platform, sum("and dump=" + dump));
    }

    @Override
    long count(Platform platform) {
      return count(platform, sum(""));
    }

    private static long count(Platform platform, String sql) {
      try (Connection connection = superuser(platform.postgres);
          Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery(sql)) {
        result.next();
        return result.getLong(1);
      } catch (SQLException notNow) {
        return 0;
      }
    }
  },
  NEO4J {
    @Override
    long count(Platform platform, int dump) {
      try {
        return platform.graph().countOf(dump);
      } catch (Neo4jException notNow) {
        return 0;
      }
    }

    @Override
    long count(Platform platform) {
      try {
        return platform.graph().count();
      } catch (Neo4jException notNow) {
        return 0;
      }
    }
  };

  /** Records with the version of a dump; 0 while the store does not answer. */
  abstract long count(Platform platform, int dump);

  /** All records with their data, likewise. */
  abstract long count(Platform platform);

  static Connection superuser(PostgresServer server) throws SQLException {
    DriverManager.setLoginTimeout(5);
    return DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
  }

  private static String sum(String condition) {
    StringBuilder sql = new StringBuilder("select 0");
    for (EntityType type : EntityType.values()) {
      sql.append("+(select count(*) from ").append(type.plural()).append(" where id<");
      sql.append(Messages.FIRST_ID).append(' ').append(condition).append(')');
    }
    return sql.toString();
  }
}
