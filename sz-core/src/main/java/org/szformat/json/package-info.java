/**
 * JSON values of our own: what a file's header holds.
 *
 * <p>The package owns the value types, the parser's boundary (Jackson stays behind it) and the text form, which is
 * that of Python's {@code json.dumps}, so that a header that is read and written again is the same line. It knows
 * nothing of files, schemas or records.
 */
@NullMarked
package org.szformat.json;

import org.jspecify.annotations.NullMarked;
