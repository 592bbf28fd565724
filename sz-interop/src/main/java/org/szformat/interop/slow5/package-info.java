/**
 * SLOW5 and BLOW5, read and written.
 */
@NullMarked
package org.szformat.interop.slow5;

import org.jspecify.annotations.NullMarked;
