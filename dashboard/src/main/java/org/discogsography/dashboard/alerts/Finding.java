package org.discogsography.dashboard.alerts;

/**
 * A rule that holds now.
 *
 * @param subject what of
 * @param evidence the figures that it follows from
 */
record Finding(Rule rule, String subject, String evidence) {
  String key() {
    return rule + " " + subject;
  }
}
