/**
 * Files of web servers as {@link java.nio.file.Path}s, read by range requests: a file-system provider for {@code http} and
 * {@code https}, what it keeps in memory and on disk, and how often it tries. Knows nothing of what is in the files.
 */
@NullMarked
package org.szformat.http;

import org.jspecify.annotations.NullMarked;
