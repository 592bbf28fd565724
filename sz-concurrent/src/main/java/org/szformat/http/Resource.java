package org.szformat.http;

import java.nio.file.attribute.BasicFileAttributes;

/** What is known of what a URL leads to. */
sealed interface Resource permits HttpFile, HttpFolder {
    /** Its attributes as a file or folder. */
    BasicFileAttributes attributes();
}
