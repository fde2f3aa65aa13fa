package org.discogsography.verify.table;

/** Whether a row's data are the dump's, as PostgreSQL compares jsonb. */
enum Body {
  EQUAL,
  DIFFERENT
}
