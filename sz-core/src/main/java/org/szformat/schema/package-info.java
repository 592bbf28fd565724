/**
 * What a file's records look like: types, fields, the schema that joins them, typed handles on its fields, and the
 * header that speaks for the whole file.
 *
 * <p>The package owns names and their rules. It holds no values of records and knows nothing of layouts.
 */
@NullMarked
package org.szformat.schema;

import org.jspecify.annotations.NullMarked;
