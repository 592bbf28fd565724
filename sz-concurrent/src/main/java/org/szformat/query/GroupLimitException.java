package org.szformat.query;

/**
 * There are more groups than were allowed. The message names the field and the limit.
 *
 * <pre>{@code
 * query.reduce(Reductions.groupBy("channel", 4096, Reductions.count()));
 * }</pre>
 */
public final class GroupLimitException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    GroupLimitException(String field, int limit) {
        super("field '" + field + "' has more than " + limit
                + " different values, each of which is a group; group by another field, or allow more groups");
    }
}
