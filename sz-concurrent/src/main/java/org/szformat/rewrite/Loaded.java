package org.szformat.rewrite;

import java.util.List;
import org.szformat.exchange.Damage;
import org.szformat.record.Record;

/**
 * What was read of a chunk.
 *
 * @param records those that are kept, of all fields that are needed
 * @param read how many there were
 * @param lost how many of them are damaged, and passed over
 * @param damages what is wrong with those
 */
record Loaded(List<Record> records, long read, long lost, List<Damage> damages) {}
