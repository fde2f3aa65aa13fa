package org.discogsography.extractor.generate;

/** Writes one type's records. */
interface RecordXml {
  /** Appends the record with this id, without a line feed. */
  void write(XmlText xml, long id);
}
