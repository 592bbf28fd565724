/** The command {@code sz}. */
@NullMarked
package org.szformat.cli;

import org.jspecify.annotations.NullMarked;
