package org.discogsography.resilience.postgres;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What the stand-ins for JDBC's objects have in common. */
final class Reflection {
  private Reflection() {}

  static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(Reflection.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  static @Nullable Object invoke(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws SQLException {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      switch (e.getCause()) {
        case SQLException sql -> throw sql;
        case RuntimeException unchecked -> throw unchecked;
        case Error error -> throw error;
        case null, default -> throw new SQLException(e);
      }
    } catch (IllegalAccessException e) {
      throw new SQLException(e);
    }
  }

  /**
   * The answer to {@code unwrap}, {@code isWrapperFor} and to what every object has: the stand-in
   * itself, and never what it stands for, which nothing limits.
   */
  @SuppressWarnings("ReferenceEquality") // That is what an object's own equals means.
  static Object common(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
      throws SQLException {
    Object first = arguments == null || arguments.length == 0 ? null : arguments[0];
    return switch (method.getName()) {
      case "equals" -> proxy == first;
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> method.getDeclaringClass().getSimpleName() + " of a resilient pool";
      case "isWrapperFor" -> ((Class<?>) argument(first)).isInstance(proxy);
      case "unwrap" -> {
        Class<?> wanted = (Class<?>) argument(first);
        if (!wanted.isInstance(proxy)) {
          throw new SQLException(
              "The pool does not hand out the driver's own objects ("
                  + wanted.getSimpleName()
                  + "): nothing would limit them.");
        }
        yield proxy;
      }
      default -> throw new IllegalArgumentException(method.getName());
    };
  }

  static boolean isCommon(String name) {
    return switch (name) {
      case "equals", "hashCode", "toString", "isWrapperFor", "unwrap" -> true;
      default -> false;
    };
  }

  static Object argument(@Nullable Object value) throws SQLException {
    if (value == null) {
      throw new SQLException("An argument is missing.");
    }
    return value;
  }
}
