package org.discogsography.endtoend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.MethodDescriptor;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.MethodOrdererContext;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The rows of the fault matrix in one go, because any other class ends the platform they share, and
 * in an order that the seed gives, because none may need another.
 */
public final class FaultRowsFirst implements ClassOrderer, MethodOrderer {
  @Override
  public void orderClasses(ClassOrdererContext context) {
    List<ClassDescriptor> classes = new ArrayList<>(context.getClassDescriptors());
    classes.sort(Comparator.comparing(each -> each.getTestClass().getName()));
    Collections.shuffle(classes, Seed.of("order of the classes"));
    context
        .getClassDescriptors()
        .sort(
            Comparator.comparing((ClassDescriptor each) -> !isRow(each))
                .thenComparing(classes::indexOf));
  }

  @Override
  public void orderMethods(MethodOrdererContext context) {
    List<? extends MethodDescriptor> methods = context.getMethodDescriptors();
    methods.sort(Comparator.comparing(each -> each.getMethod().getName()));
    Collections.shuffle(methods, Seed.of(context.getTestClass().getName()));
  }

  private static boolean isRow(ClassDescriptor descriptor) {
    return descriptor
        .findAnnotation(ExtendWith.class)
        .filter(with -> Arrays.asList(with.value()).contains(FaultReport.class))
        .isPresent();
  }
}
