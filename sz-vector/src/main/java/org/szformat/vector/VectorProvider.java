package org.szformat.vector;

import java.lang.module.ModuleFinder;
import org.szformat.kernel.KernelProvider;
import org.szformat.kernel.ShortKernels;

/**
 * Offers {@link VectorKernels} where the Vector API is there, or can be had.
 *
 * <p>It is there when the JVM was started with {@code --add-modules jdk.incubator.vector}, at the price of a warning on
 * the standard error and of a slower start. Both come from the start alone. So when the JVM was started with
 * {@code --add-exports java.base/jdk.internal.module=ALL-UNNAMED} (or {@code =org.szformat.vector} on the module path)
 * instead, the module is loaded now, by the method with which the JDK itself adds {@code java.instrument} and
 * {@code jdk.management.agent} to a running JVM. That method is not for others and may go away: then there are no vectors,
 * and nothing else changes.
 */
public final class VectorProvider implements KernelProvider {

    private static final String MODULE = "jdk.incubator.vector";
    private static final String INTERNAL_PACKAGE = "jdk.internal.module";

    /** For the service loader. */
    public VectorProvider() {}

    @Override
    public String name() {
        return "Vector API";
    }

    @Override
    public boolean isAvailable() {
        return ModuleLayer.boot().findModule(MODULE).isPresent()
                || (canLoadModules() && ModuleFinder.ofSystem().find(MODULE).isPresent());
    }

    private static boolean canLoadModules() {
        return Object.class.getModule().isExported(INTERNAL_PACKAGE, VectorProvider.class.getModule());
    }

    @Override
    public ShortKernels load() {
        Module module = ModuleLayer.boot().findModule(MODULE).orElseGet(VectorProvider::loadModule);
        VectorProvider.class.getModule().addReads(module);
        if (!VectorKernels.suitThisMachine()) {
            throw new UnsupportedOperationException("vectors of this processor are too short");
        }
        return new VectorKernels();
    }

    private static Module loadModule() {
        try {
            return (Module) Class.forName(INTERNAL_PACKAGE + ".Modules")
                    .getMethod("loadModule", String.class)
                    .invoke(null, MODULE);
        } catch (ReflectiveOperationException e) {
            throw new UnsupportedOperationException("this JDK does not load modules into a running JVM", e);
        }
    }
}
