package org.discogsography.resilience.postgres;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection that cannot end the transaction it is in, so that neither the transaction's limits
 * nor its all-or-nothing can be lost on the way. Closing it does nothing.
 */
final class TransactionConnection implements InvocationHandler {
  private static final Set<String> REFUSED =
      Set.of("commit", "setAutoCommit", "setReadOnly", "setTransactionIsolation", "abort");

  private final Connection target;

  private TransactionConnection(Connection target) {
    this.target = target;
  }

  static Connection of(Connection target) {
    return (Connection)
        Proxy.newProxyInstance(
            TransactionConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new TransactionConnection(target));
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    String name = method.getName();
    if (name.equals("close")) {
      return null;
    }
    if (REFUSED.contains(name) || (name.equals("rollback") && method.getParameterCount() == 0)) {
      throw new SQLException("The pool ends the transaction; " + name + " is not for its users.");
    }
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
