/** FASTQ: reads as bases and their qualities. */
@NullMarked
package org.szformat.interop.fastq;

import org.jspecify.annotations.NullMarked;
