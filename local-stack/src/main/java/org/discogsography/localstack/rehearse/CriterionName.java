package org.discogsography.localstack.rehearse;

import picocli.CommandLine.ITypeConverter;

/** The dashboard knows which names there are. */
final class CriterionName implements ITypeConverter<String> {
  @Override
  public String convert(String text) {
    return text;
  }
}
