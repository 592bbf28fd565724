/**
 * What many files say of themselves, made one: {@link org.szformat.merge.SchemaUnion} of their schemas,
 * {@link org.szformat.merge.HeaderMerge} of their headers; the policies for what differs or is there twice, and
 * {@link org.szformat.merge.ConflictException} where none was chosen. Looks at no record, and opens no file.
 */
@NullMarked
package org.szformat.merge;

import org.jspecify.annotations.NullMarked;
