/**
 * Measurements of whole files: what they take, and how fast they are written, opened and read. Plain main programs, since
 * they take long and report more than a time; the script {@code benchmarks/scale} runs them.
 */
@NullMarked
package org.szformat.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
