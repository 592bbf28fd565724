package org.szformat.interop.slow5;

import java.util.List;

/** A version of the SLOW5 specification. */
record Slow5Version(int major, int minor, int patch) {
    static final Slow5Version V0_1_0 = new Slow5Version(0, 1, 0);
    static final Slow5Version V0_2_0 = new Slow5Version(0, 2, 0);

    /** The same as 0.2.0. */
    static final Slow5Version V1_0_0 = new Slow5Version(1, 0, 0);

    /** What files are written as. */
    static final Slow5Version WRITTEN = V0_2_0;

    private static final List<Slow5Version> KNOWN = List.of(V0_1_0, V0_2_0, V1_0_0);

    /** Reads {@code 0.2.0}. */
    static Slow5Version parse(String text) throws Fault {
        String[] parts = text.split("\\.", -1);
        int[] numbers = new int[3];
        boolean right = parts.length == numbers.length;
        for (int i = 0; right && i < numbers.length; i++) {
            right = parts[i].matches("[0-9]{1,3}");
            numbers[i] = right ? Integer.parseInt(parts[i]) : 0;
        }
        if (!right) {
            throw new Fault(null, "the version " + Fault.quote(text), "three numbers, such as 0.2.0");
        }
        return new Slow5Version(numbers[0], numbers[1], numbers[2]).requireKnown();
    }

    Slow5Version requireKnown() throws Fault {
        if (!KNOWN.contains(this)) {
            throw new Fault(
                    null,
                    "version " + this,
                    "version 0.1.0, 0.2.0 or 1.0.0; a program that knows this version can convert the file to one of those");
        }
        return this;
    }

    /** Whether the header of a BLOW5 file says how signals are compressed. */
    boolean hasSignalCompression() {
        return !equals(V0_1_0);
    }

    /** Whether fields may be enumerations. */
    boolean hasEnums() {
        return !equals(V0_1_0);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
