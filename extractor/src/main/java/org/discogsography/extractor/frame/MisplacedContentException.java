package org.discogsography.extractor.frame;

/** There is something before or after the root element that makes this another kind of file. */
final class MisplacedContentException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean beforeRoot;
  private final String excerpt;

  MisplacedContentException(boolean beforeRoot, String excerpt) {
    super(excerpt);
    this.beforeRoot = beforeRoot;
    this.excerpt = excerpt;
  }

  DumpFormatException at(long position, String root) {
    String message =
        beforeRoot
            ? "does not begin with <%s> but with \"%s\"".formatted(root, excerpt)
            : "goes on after </%s> with \"%s\"".formatted(root, excerpt);
    return new DumpFormatException(position, message);
  }
}
