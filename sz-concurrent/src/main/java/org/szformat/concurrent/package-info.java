/** Many producers into one file; parallel reading. */
@NullMarked
package org.szformat.concurrent;

import org.jspecify.annotations.NullMarked;
