/**
 * What the whole library shares: the layouts a file can have, the limits for what a file may claim, and the exception
 * that says what is wrong with one.
 */
@NullMarked
package org.szformat;

import org.jspecify.annotations.NullMarked;
