/**
 * What many files say of themselves, made one: {@link org.szformat.merge.SchemaUnion} of their schemas,
 * {@link org.szformat.merge.HeaderMerge} of their headers, {@link org.szformat.merge.ConflictException} where that cannot be.
 * Knows nothing of records, and opens no file.
 */
@NullMarked
package org.szformat.merge;

import org.jspecify.annotations.NullMarked;
