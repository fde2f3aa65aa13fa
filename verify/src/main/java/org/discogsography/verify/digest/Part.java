package org.discogsography.verify.digest;

/** What is counted or summed over the records of a bucket. */
public enum Part {
  RECORDS,
  /** Versions later than the dump; none are expected. */
  NEWER,
  HASH_HIGH,
  HASH_LOW,
  /** The JSON in the table. */
  BODY,
  /** The properties of the node. */
  PROPERTIES,
  LINKS,
  LINK_SQUARES,
  LINK_CUBES
}
