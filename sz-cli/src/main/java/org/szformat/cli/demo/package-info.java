/** Synthetic nanopore reads, and what {@code sz demo} does with them. Uses the library as any program would. */
@NullMarked
package org.szformat.cli.demo;

import org.jspecify.annotations.NullMarked;
