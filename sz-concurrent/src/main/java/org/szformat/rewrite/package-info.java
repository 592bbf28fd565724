/**
 * Records of SZ files written anew. {@link org.szformat.rewrite.Rewrite} is the way in; {@link
 * org.szformat.rewrite.RecordDigest} tells whether two files hold the same records.
 *
 * <h2>How data flows</h2>
 *
 * <p>{@code Sources} looks at all sources: one schema, one header. {@code Plan} decides what is read and how it is written.
 * {@code Intake} then gives the sources' chunks in order, each source ({@code OpenSource}) being open only while its chunks
 * are read; an {@code OpenSource} reads a chunk, of which the filter and the selection leave what is wanted, and {@code
 * RecordMapping} makes records of the target's schema of these. What comes next depends on the plan:
 *
 * <ul>
 *   <li>the chunks stay as they are: each is taken over undecoded, if the target's writer takes it, or decoded and encoded
 *       again, in one piece of work;
 *   <li>records are to be in other chunks: chunks are decoded ahead, {@code Packer} gathers records in their order, and
 *       each chunk that is full is encoded by a piece of work of its own.
 * </ul>
 *
 * <p>{@code Output} writes encoded chunks in order. {@code OrderedWork} keeps the order and bounds the memory: pieces of
 * work are handed to a {@code Crew} ahead, as far as the memory that they say they take allows, and their results come in
 * the order of the pieces. One thread, the caller's, orders and writes; while it waits for a result it works as the others
 * do. That is why there is a crew of its own here beside the pools of {@code org.szformat.concurrent}, whose readers only
 * wait: one thread is then one thread, and two are twice that.
 *
 * <p>What is written goes to a {@code StagedPath} and is read back there, if that is asked for, before it gets its name.
 */
@NullMarked
package org.szformat.rewrite;

import org.jspecify.annotations.NullMarked;
