package org.discogsography.resilience.postgres;

import static org.discogsography.resilience.postgres.Reflection.argument;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A connection of the pool as its user sees it; what it hands out is watched, too. */
final class ConnectionProxy implements InvocationHandler {
  private final Session session;

  private ConnectionProxy(Session session) {
    this.session = session;
  }

  static Connection of(Session session) {
    return Reflection.proxy(Connection.class, new ConnectionProxy(session));
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws SQLException {
    if (Reflection.isCommon(method.getName())) {
      return Reflection.common(proxy, method, arguments);
    }
    Connection self = (Connection) proxy;
    Object first = arguments == null || arguments.length == 0 ? null : arguments[0];
    switch (method.getName()) {
      case "close" -> session.close();
      case "abort" -> session.abort((Executor) argument(first));
      case "setAutoCommit" -> session.autoCommit((boolean) argument(first));
      case "commit" -> session.commit();
      case "setTransactionIsolation" -> session.isolation(Isolation.of((int) argument(first)));
      case "setNetworkTimeout" -> networkTimeout(method, arguments);
      case "rollback" -> rollback(method, arguments);
      default -> {
        return answer(self, method, arguments);
      }
    }
    return null;
  }

  private @Nullable Object answer(
      Connection self, Method method, @Nullable Object @Nullable [] arguments) throws SQLException {
    return switch (method.getName()) {
      case "isClosed" -> session.closed();
      case "isValid" -> !session.closed() && (boolean) argument(delegate(method, arguments));
      case "getAutoCommit" -> session.autoCommit();
      case "getTransactionIsolation" -> isolation(method, arguments);
      case "createStatement" -> statement(self, Statement.class, method, arguments);
      case "prepareStatement" -> statement(self, PreparedStatement.class, method, arguments);
      case "prepareCall" -> statement(self, CallableStatement.class, method, arguments);
      case "getMetaData" ->
          metaData(self, (DatabaseMetaData) argument(delegate(method, arguments)));
      case "setSavepoint", "releaseSavepoint" -> {
        session.requireManual("set a savepoint in");
        yield session.run("savepoint", SqlText.HARMLESS, () -> call(method, arguments));
      }
      case "setSchema", "setCatalog", "setClientInfo" -> {
        session.changed();
        yield delegate(method, arguments);
      }
      default -> delegate(method, arguments);
    };
  }

  private void rollback(Method method, @Nullable Object @Nullable [] arguments)
      throws SQLException {
    if (method.getParameterCount() == 0) {
      session.rollback();
    } else {
      session.requireManual("roll back");
      Object ignored = call(method, arguments);
    }
  }

  /** Never longer than the pool's own, and never for ever. */
  private void networkTimeout(Method method, @Nullable Object @Nullable [] arguments)
      throws SQLException {
    int most = Math.toIntExact(session.socketTimeout().toMillis());
    int wanted = arguments == null ? 0 : (int) argument(arguments[1]);
    if (arguments != null && wanted > 0 && wanted < most) {
      Object ignored = delegate(method, arguments);
    }
  }

  private Object isolation(Method method, @Nullable Object @Nullable [] arguments)
      throws SQLException {
    Isolation own = session.isolation();
    return own == null ? argument(delegate(method, arguments)) : own.level();
  }

  private Object statement(
      Connection self,
      Class<? extends Statement> type,
      Method method,
      @Nullable Object @Nullable [] arguments)
      throws SQLException {
    Statement target = (Statement) argument(delegate(method, arguments));
    String sql =
        arguments != null && arguments.length > 0 && arguments[0] instanceof String text
            ? text
            : "";
    return StatementProxy.of(session, self, target, type, sql);
  }

  private DatabaseMetaData metaData(Connection self, DatabaseMetaData target) {
    return Reflection.proxy(
        DatabaseMetaData.class,
        (proxy, method, arguments) -> {
          String name = method.getName();
          if (Reflection.isCommon(name)) {
            return Reflection.common(proxy, method, arguments);
          }
          if (name.equals("getConnection")) {
            return self;
          }
          return metaData(target, method, arguments);
        });
  }

  private @Nullable Object metaData(
      DatabaseMetaData target, Method method, @Nullable Object @Nullable [] arguments)
      throws SQLException {
    SqlCall<@Nullable Object> call = () -> Reflection.invoke(target, method, arguments);
    return method.getReturnType() == ResultSet.class
        ? session.run(method.getName(), SqlText.HARMLESS, call)
        : session.quietly(call);
  }

  private @Nullable Object delegate(Method method, @Nullable Object @Nullable [] arguments)
      throws SQLException {
    return session.quietly(() -> call(method, arguments));
  }

  private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments)
      throws SQLException {
    return Reflection.invoke(session.pooled(), method, arguments);
  }
}
