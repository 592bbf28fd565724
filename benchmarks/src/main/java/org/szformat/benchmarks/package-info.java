/** Benchmarks. */
@NullMarked
package org.szformat.benchmarks;

import org.jspecify.annotations.NullMarked;
