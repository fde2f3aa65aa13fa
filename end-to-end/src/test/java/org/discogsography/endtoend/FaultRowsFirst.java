package org.discogsography.endtoend;

import java.util.Arrays;
import java.util.Comparator;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.extension.ExtendWith;

/** The rows of the fault matrix in one go, because any other class ends the platform they share. */
public final class FaultRowsFirst implements ClassOrderer {
  @Override
  public void orderClasses(ClassOrdererContext context) {
    context
        .getClassDescriptors()
        .sort(
            Comparator.comparing((ClassDescriptor each) -> !isRow(each))
                .thenComparing(each -> each.getTestClass().getName()));
  }

  private static boolean isRow(ClassDescriptor descriptor) {
    return descriptor
        .findAnnotation(ExtendWith.class)
        .filter(with -> Arrays.asList(with.value()).contains(FaultReport.class))
        .isPresent();
  }
}
