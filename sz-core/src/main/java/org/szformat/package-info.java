/** What every part of SZ shares. */
@NullMarked
package org.szformat;

import org.jspecify.annotations.NullMarked;
