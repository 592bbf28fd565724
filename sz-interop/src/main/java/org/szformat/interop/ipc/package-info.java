/**
 * The Arrow IPC file format, read and written on plain byte arrays: by the structures of Arrow's own FlatBuffers, without
 * memory outside of the heap. What Apache Arrow's documentation calls the "IPC File Format", metadata version 5,
 * little-endian, without compressed bodies.
 *
 * <p>Reading trusts nothing: offsets, lengths and counts are checked against the bytes at hand before they are used. The
 * package knows schemas, batches and columns, and not what they mean.
 */
@NullMarked
package org.szformat.interop.ipc;

import org.jspecify.annotations.NullMarked;
