package org.discogsography.resilience.postgres;

import static org.discogsography.resilience.postgres.Reflection.argument;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement as its user sees it. Besides the server's limit each execution has one of the
 * driver's, a second longer, which no statement can change.
 */
final class StatementProxy implements InvocationHandler {
  private final Session session;
  private final Connection connection;
  private final Statement target;
  private final String prepared;
  private final List<String> batch = new ArrayList<>();
  private int wantedTimeout;
  private int wantedFetch;

  private StatementProxy(
      Session session, Connection connection, Statement target, String prepared) {
    this.session = session;
    this.connection = connection;
    this.target = target;
    this.prepared = prepared;
  }

  static Object of(
      Session session,
      Connection connection,
      Statement target,
      Class<? extends Statement> type,
      String prepared) {
    return Reflection.proxy(type, new StatementProxy(session, connection, target, prepared));
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws SQLException {
    String name = method.getName();
    if (Reflection.isCommon(name)) {
      return Reflection.common(proxy, method, arguments);
    }
    if (name.startsWith("execute")) {
      return wrapped((Statement) proxy, execute(method, arguments));
    }
    Object first = arguments == null || arguments.length == 0 ? null : arguments[0];
    return switch (name) {
      case "close", "cancel", "isClosed" -> Reflection.invoke(target, method, arguments);
      case "getConnection" -> connection;
      case "getQueryTimeout" -> wantedTimeout;
      case "getFetchSize" -> wantedFetch;
      case "setQueryTimeout" -> {
        wantedTimeout = notNegative((int) argument(first));
        yield null;
      }
      case "setFetchSize" -> {
        wantedFetch = notNegative((int) argument(first));
        yield null;
      }
      case "addBatch" -> {
        batch.add(first instanceof String sql ? sql : prepared);
        yield delegate(method, arguments);
      }
      case "clearBatch" -> {
        batch.clear();
        yield delegate(method, arguments);
      }
      default -> wrapped((Statement) proxy, delegate(method, arguments));
    };
  }

  private @Nullable Object execute(Method method, @Nullable Object @Nullable [] arguments)
      throws SQLException {
    String sql = sql(arguments);
    return session.run(
        sql,
        SqlText.of(sql),
        () -> {
          target.setQueryTimeout(timeout());
          // Rows that come bit by bit would not survive the commit.
          target.setFetchSize(session.autoCommit() ? 0 : wantedFetch);
          return Reflection.invoke(target, method, arguments);
        });
  }

  private String sql(@Nullable Object @Nullable [] arguments) {
    if (arguments != null && arguments.length > 0 && arguments[0] instanceof String sql) {
      return sql;
    }
    if (batch.isEmpty() || !prepared.isEmpty()) {
      batch.clear();
      return prepared;
    }
    String all = String.join("; ", batch);
    batch.clear();
    return all;
  }

  private int timeout() {
    int most = Math.toIntExact(session.limits().statement().toSeconds() + 1);
    return wantedTimeout == 0 ? most : Math.min(most, wantedTimeout);
  }

  private @Nullable Object wrapped(Statement self, @Nullable Object result) {
    return result instanceof ResultSet rows ? rows(self, rows) : result;
  }

  private ResultSet rows(Statement self, ResultSet rows) {
    return Reflection.proxy(
        ResultSet.class,
        (proxy, method, arguments) -> {
          String name = method.getName();
          if (Reflection.isCommon(name)) {
            return Reflection.common(proxy, method, arguments);
          }
          return name.equals("getStatement") ? self : rows(rows, method, arguments);
        });
  }

  private @Nullable Object rows(
      ResultSet rows, Method method, @Nullable Object @Nullable [] arguments) throws SQLException {
    SqlCall<@Nullable Object> call = () -> Reflection.invoke(rows, method, arguments);
    return switch (method.getName()) {
      case "insertRow", "updateRow", "deleteRow", "refreshRow" ->
          session.run(method.getName(), SqlText.HARMLESS, call);
      default -> call.run();
    };
  }

  private @Nullable Object delegate(Method method, @Nullable Object @Nullable [] arguments)
      throws SQLException {
    return session.quietly(() -> Reflection.invoke(target, method, arguments));
  }

  private static int notNegative(int value) throws SQLException {
    if (value < 0) {
      throw new SQLException("Must not be negative: " + value, "22023");
    }
    return value;
  }
}
