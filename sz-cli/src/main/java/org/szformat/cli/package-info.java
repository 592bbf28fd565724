/**
 * The command {@code sz}: {@link org.szformat.cli.Main}, one class for each of its commands, the options that several of
 * them share, and how failures become one line and an exit code.
 *
 * <p>Commands say what they want of {@code org.szformat.concurrent} and print what they get; they know no layout.
 */
@NullMarked
package org.szformat.cli;

import org.jspecify.annotations.NullMarked;
