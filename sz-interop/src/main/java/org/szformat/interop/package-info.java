/**
 * What the formats of nanopore reads have in common: the names and types that their fields have here.
 *
 * <p>Each format has a package of its own below this one, whose public classes are its
 * {@link org.szformat.exchange.RecordFormat}s; it knows this package and no other format.
 */
@NullMarked
package org.szformat.interop;

import org.jspecify.annotations.NullMarked;
