/**
 * VBZ, the compression of nanopore signals in POD5 files (that of FAST5 files, of the same name, packs otherwise):
 * differences as zigzag numbers, packed by {@linkplain org.szformat.interop.vbz.StreamVByte16 StreamVByte of 16 bits}, in a
 * Zstandard frame.
 *
 * <p>The package knows bytes and samples, and no file format.
 */
@NullMarked
package org.szformat.interop.vbz;

import org.jspecify.annotations.NullMarked;
