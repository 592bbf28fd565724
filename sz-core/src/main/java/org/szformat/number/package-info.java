/**
 * Floating-point types that Java lacks, and the text of all of them.
 *
 * <p>Owns the conversions between IEEE 754 binary16 ({@link org.szformat.number.Float16}), x87 80-bit extended
 * precision ({@link org.szformat.number.Float80}), Java's own types and decimal text
 * ({@link org.szformat.number.FloatText}). Everything here is immutable or stateless, correctly rounded and bounded in
 * time and memory whatever the input. The package knows nothing of schemas, codecs or files and depends on no other
 * package of this library.
 */
@NullMarked
package org.szformat.number;

import org.jspecify.annotations.NullMarked;
