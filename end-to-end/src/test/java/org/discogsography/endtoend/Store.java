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
      try (Connection connection = superuser(platform.postgres);
          Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery(sum(dump))) {
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
  };

  /** Records of a dump with their data; 0 while the store does not answer. */
  abstract long count(Platform platform, int dump);

  static Connection superuser(PostgresServer server) throws SQLException {
    DriverManager.setLoginTimeout(5);
    return DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
  }

  private static String sum(int dump) {
    StringBuilder sql = new StringBuilder("select 0");
    for (EntityType type : EntityType.values()) {
      sql.append("+(select count(*) from ").append(type.plural()).append(" where dump=");
      sql.append(dump).append(" and id<").append(Messages.FIRST_ID).append(')');
    }
    return sql.toString();
  }
}
