/**
 * Records: one row's attributes and datasets, immutable, and the builder that checks them against their schema.
 *
 * <p>The package owns how values are held in memory. It knows nothing of how they are encoded or where they lie.
 */
@NullMarked
package org.szformat.record;

import org.jspecify.annotations.NullMarked;
