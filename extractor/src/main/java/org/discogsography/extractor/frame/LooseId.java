package org.discogsography.extractor.frame;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the id of a record that no parser takes, from its first bytes. */
final class LooseId {
  private static final int FAR_ENOUGH = 200;
  private static final Pattern ID =
      Pattern.compile(
          "^<\\w+(?:\\s[^<>]*?)?(?:\\sid\\s*=\\s*[\"'](\\d{1,18})[\"']|>\\s*<id>(\\d{1,18})</id>)");

  private LooseId() {}

  static long find(byte[] bytes, int start, int end) {
    int length = Math.min(end - start, FAR_ENOUGH);
    Matcher matcher = ID.matcher(new String(bytes, start, length, ISO_8859_1));
    if (!matcher.find()) {
      return 0;
    }
    return Long.parseLong(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
  }
}
