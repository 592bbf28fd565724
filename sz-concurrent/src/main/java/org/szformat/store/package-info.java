/**
 * Datasets by name in folders, some of which are only read: {@link org.szformat.store.Stores}. A dataset is an SZ file of any
 * layout and any codecs.
 *
 * <p>This package owns names and which folder is asked when. It writes by {@code org.szformat.concurrent} and copies by
 * {@code org.szformat.rewrite}; what a file looks like is none of its business.
 */
@NullMarked
package org.szformat.store;

import org.jspecify.annotations.NullMarked;
