/**
 * The three standard streams and what belongs to a terminal: UTF-8 text whatever the locale, closed pipes, progress bars.
 * Knows nothing of files or records.
 */
@NullMarked
package org.szformat.cli.term;

import org.jspecify.annotations.NullMarked;
