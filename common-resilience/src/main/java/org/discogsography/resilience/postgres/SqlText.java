package org.discogsography.resilience.postgres;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a statement's text gives away about what it leaves behind. Errs towards yes, which costs a
 * round trip; functions of the database may hide more.
 *
 * @param begins a transaction, in words
 * @param limits may change what a transaction's limits are
 * @param session may change what outlives a transaction: settings, temporary tables, locks
 */
record SqlText(boolean begins, boolean limits, boolean session) {
  static final SqlText HARMLESS = new SqlText(false, false, false);

  private static final int MOST = 500;

  /** At the start of a statement: nothing but space and comments is before it. */
  private static final String START = "(?:^|;)(?:\\s++|--[^\\n]*+(?:\\n|$)|/\\*(?s:.*?)\\*/)*+";

  private static final Pattern BEGINS =
      Pattern.compile(START + "(?:begin|start\\s+transaction)\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern LIMITS =
      Pattern.compile(
          "timeout|set_config|pg_settings|u&|\\b(?:commit|end|rollback|abort)\\b|"
              + START
              + "(?:reset|discard|do|call)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SESSION =
      Pattern.compile(
          "set_config|pg_settings|u&|advisory_lock|\\btemp(?:orary)?\\b|pg_temp|\\bwith\\s+hold\\b|"
              + START
              + "(?:set\\s+(?!local\\b|transaction\\b|constraints\\b)|reset\\b|discard\\b|prepare\\b"
              + "|deallocate\\b|listen\\b|unlisten\\b|load\\b|do\\b|call\\b)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern VALUES =
      Pattern.compile(
          "(?<![\\w$])[eE]'(?:[^'\\\\]|\\\\.|'')*+'|'[^']*+(?:''[^']*+)*+'|\\$(\\w*)\\$(?s:.*?)\\$\\1\\$|(?<![\\w$\"])\\d[\\d.]*");

  static SqlText of(String sql) {
    return new SqlText(
        BEGINS.matcher(sql).find(), LIMITS.matcher(sql).find(), SESSION.matcher(sql).find());
  }

  /** As it may be shown: in one line, shortened, and with a question mark for each value. */
  static String withoutValues(String sql) {
    String cut = sql.substring(0, Math.min(sql.length(), 4 * MOST));
    String masked =
        VALUES
            .matcher(cut)
            .replaceAll(Matcher.quoteReplacement("?"))
            .replaceAll("\\s+", " ")
            .strip();
    // A value that the cut left without its end.
    int open = masked.indexOf('\'');
    String shown = open < 0 ? masked : masked.substring(0, open) + "?";
    return shown.length() <= MOST ? shown : shown.substring(0, MOST) + "...";
  }
}
