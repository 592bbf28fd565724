package org.szformat.query;

import java.util.Arrays;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.quantilescommon.QuantileSearchCriteria;
import org.jspecify.annotations.Nullable;
import org.szformat.number.Float80Array;
import org.szformat.schema.ValueType;

/** Numbers from which quantiles are taken: all of them while they are few, then a KLL sketch on the heap. */
final class SketchedValues extends ValueSink {
    /** Gives a rank error of a quarter of a percent in some 30 KiB. */
    private static final int K = 1024;

    private double[] few = new double[16];
    private int fewCount;
    private @Nullable KllDoublesSketch sketch;
    private long nans;

    SketchedValues(ValueType type) {
        super(type);
    }

    @Override
    void integers(long[] values, int from, int to) {
        boolean isUnsigned = type() == ValueType.U64;
        for (int i = from; i < to; i++) {
            add(isUnsigned ? Numbers.unsignedToDouble(values[i]) : values[i]);
        }
    }

    @Override
    void reals(double[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            add(values[i]);
        }
    }

    @Override
    void extended(Float80Array values, int from, int to) {
        for (int i = from; i < to; i++) {
            add(values.toDouble(i));
        }
    }

    private void add(double value) {
        if (Double.isNaN(value)) {
            nans++;
        } else if (sketch != null) {
            sketch.update(value);
        } else if (fewCount < Quantiles.EXACT_COUNT) {
            if (fewCount == few.length) {
                few = Arrays.copyOf(few, 2 * few.length);
            }
            few[fewCount++] = value;
        } else {
            sketch().update(value);
        }
    }

    private KllDoublesSketch sketch() {
        KllDoublesSketch made = sketch;
        if (made == null) {
            made = KllDoublesSketch.newHeapInstance(K);
            for (int i = 0; i < fewCount; i++) {
                made.update(few[i]);
            }
            few = new double[0];
            fewCount = 0;
            sketch = made;
        }
        return made;
    }

    void merge(SketchedValues next) {
        nans += next.nans;
        addMissing(next.missing());
        KllDoublesSketch other = next.sketch;
        if (other != null) {
            sketch().merge(other);
        } else {
            for (int i = 0; i < next.fewCount; i++) {
                add(next.few[i]);
            }
        }
    }

    Quantiles quantiles(double[] ranks) {
        double[] values = new double[ranks.length];
        KllDoublesSketch many = sketch;
        if (many != null) {
            return new Quantiles(
                    ranks,
                    many.getQuantiles(ranks, QuantileSearchCriteria.INCLUSIVE),
                    many.getN(),
                    missing(),
                    nans,
                    many.getNormalizedRankError(false));
        }
        double[] sorted = Arrays.copyOf(few, fewCount);
        Arrays.sort(sorted);
        for (int i = 0; i < ranks.length && fewCount > 0; i++) {
            values[i] = sorted[(int) Quantiles.place(ranks[i], fewCount) - 1];
        }
        return new Quantiles(ranks, values, fewCount, missing(), nans, 0);
    }
}
