/**
 * Codecs tried on a file's own values: a {@link org.szformat.cli.bench.Sample} of a field, cut as the container cuts
 * columns into blocks, goes through each codec in a {@link org.szformat.cli.bench.Trial}. Knows nothing of how results
 * are shown.
 */
@NullMarked
package org.szformat.cli.bench;

import org.jspecify.annotations.NullMarked;
