package org.szformat.codec;

import org.szformat.number.Float16;

/**
 * Floating-point values as doubles: widened exactly, narrowed to the nearest value of their type, of two to the even
 * one.
 *
 * @param <A> the array that the values travel in
 */
interface Real<A> {

    /** {@code F16}. */
    Real<short[]> HALVES = new Real<>() {
        @Override
        public void load(short[] values, int from, int n, double[] reals) {
            for (int i = 0; i < n; i++) {
                reals[i] = Float16.toFloat(values[from + i]);
            }
        }

        @Override
        public void store(double[] reals, int n, short[] values, int at) {
            for (int i = 0; i < n; i++) {
                values[at + i] = Float16.fromDouble(reals[i]);
            }
        }

        @Override
        public void narrow(double[] reals, int n) {
            for (int i = 0; i < n; i++) {
                reals[i] = Float16.toFloat(Float16.fromDouble(reals[i]));
            }
        }
    };

    /** {@code F32}. */
    Real<float[]> FLOATS = new Real<>() {
        @Override
        public void load(float[] values, int from, int n, double[] reals) {
            for (int i = 0; i < n; i++) {
                reals[i] = values[from + i];
            }
        }

        @Override
        public void store(double[] reals, int n, float[] values, int at) {
            for (int i = 0; i < n; i++) {
                values[at + i] = (float) reals[i];
            }
        }

        @Override
        public void narrow(double[] reals, int n) {
            for (int i = 0; i < n; i++) {
                reals[i] = (float) reals[i];
            }
        }
    };

    /** {@code F64}. */
    Real<double[]> DOUBLES = new Real<>() {
        @Override
        public void load(double[] values, int from, int n, double[] reals) {
            System.arraycopy(values, from, reals, 0, n);
        }

        @Override
        public void store(double[] reals, int n, double[] values, int at) {
            System.arraycopy(reals, 0, values, at, n);
        }

        @Override
        public void narrow(double[] reals, int n) {}
    };

    /** Widens values. */
    void load(A values, int from, int n, double[] reals);

    /** Narrows to values. */
    void store(double[] reals, int n, A values, int at);

    /** Does to doubles what storing and loading would. */
    void narrow(double[] reals, int n);
}
