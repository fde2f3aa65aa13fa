package org.discogsography.localstack.rehearse;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time such as 60s, 2m or 90. */
final class Seconds implements ITypeConverter<Duration> {
  private static final Pattern TIME = Pattern.compile("(\\d{1,5}(?:\\.\\d{1,3})?)(ms|s|m)?");
  private static final Duration LONGEST = Duration.ofHours(1);

  @Override
  public Duration convert(String text) {
    Duration time = Duration.ofMillis(Math.round(seconds(text) * 1000));
    if (time.isZero() || time.compareTo(LONGEST) > 0) {
      throw new TypeConversionException("it is more than nothing and at most an hour");
    }
    return time;
  }

  private static double seconds(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw new TypeConversionException("it is a time such as 60s or 2m");
    }
    double number = Double.parseDouble(time.group(1));
    return switch (time.group(2)) {
      case "ms" -> number / 1000;
      case "m" -> number * 60;
      case null, default -> number;
    };
  }

  /** A time that the dashboard waits through: after ten minutes it takes nobody to be there. */
  static final class OfBaseline implements ITypeConverter<Duration> {
    private static final Duration LONGEST = Duration.ofMinutes(9);

    @Override
    public Duration convert(String text) {
      Duration time = new Seconds().convert(text);
      if (time.compareTo(LONGEST) > 0) {
        throw new TypeConversionException(
            "it is at most 9 minutes, because the dashboard gives up after ten");
      }
      return time;
    }
  }

  /** A criterion's value: a number, or a time. */
  static final class OfCriterion implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return seconds(text);
    }
  }
}
