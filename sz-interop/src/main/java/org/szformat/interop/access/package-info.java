/**
 * What formats share whose records are read in place: the fingerprint of a file, and records with fewer fields. Knows no
 * format.
 */
@NullMarked
package org.szformat.interop.access;

import org.jspecify.annotations.NullMarked;
