package org.szformat.concurrent;

/** What the writing thread does next; steps are taken in the order in which the assembler made them. */
sealed interface Step permits ChunkJob, Entry.Flush, Entry.Finish {}
