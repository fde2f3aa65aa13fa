package org.discogsography.endtoend;

import org.discogsography.localstack.proxy.FailPoint;
import org.discogsography.localstack.proxy.FailPoint.Direction;

/**
 * The steps of a message between which a connection can end, by the bytes that tell them: class and
 * method of AMQP frames (specification 0-9-1, basic is 60), Bolt's COMMIT and the key of its
 * answer, PostgreSQL's command tags.
 */
enum Moment {
  /** basic.publish. */
  PUBLISHED(Link.EXTRACTOR_RABBITMQ, Direction.FROM_CLIENT, "\0<\0("),
  /** basic.ack of the broker, a confirm. */
  CONFIRMED(Link.EXTRACTOR_RABBITMQ, Direction.FROM_SERVER, "\0<\0P"),
  /** The rows are in, and nothing is committed. */
  ROWS_WRITTEN(Link.TABLEINATOR_POSTGRES, Direction.FROM_SERVER, "INSERT 0 "),
  /** The server's answer: it has committed. */
  ROWS_COMMITTED(Link.TABLEINATOR_POSTGRES, Direction.FROM_SERVER, "COMMIT\0"),
  /** basic.ack. */
  ROWS_ACKNOWLEDGED(Link.TABLEINATOR_RABBITMQ, Direction.FROM_CLIENT, "\0<\0P"),
  /** The request, with the signature 0x12. */
  GRAPH_COMMIT(Link.GRAPHINATOR_NEO4J, Direction.FROM_CLIENT, "\u00b0\u0012"),
  /** The server's answer: it has committed. */
  GRAPH_COMMITTED(Link.GRAPHINATOR_NEO4J, Direction.FROM_SERVER, "\u0088bookmark"),
  /** basic.ack. */
  GRAPH_ACKNOWLEDGED(Link.GRAPHINATOR_RABBITMQ, Direction.FROM_CLIENT, "\0<\0P");

  final Link link;
  private final Direction sender;
  private final String bytes;

  Moment(Link link, Direction sender, String bytes) {
    this.link = link;
    this.sender = sender;
    this.bytes = bytes;
  }

  FailPoint failPoint(int passes, FailPoint.Outcome outcome) {
    return new FailPoint(sender, bytes, passes, outcome);
  }
}
