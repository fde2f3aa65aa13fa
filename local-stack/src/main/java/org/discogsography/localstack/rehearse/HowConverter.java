package org.discogsography.localstack.rehearse;

import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** stop, kill or pause. */
final class HowConverter implements ITypeConverter<How> {
  @Override
  public How convert(String text) {
    return Arrays.stream(How.values())
        .filter(how -> how.text().equals(text))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException("it is stop, kill or pause"));
  }
}
