package dev.switchboard.system.sabotage;

import dev.switchboard.system.sabotage.Sabotage.Change;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Java agent that changes a class of a service when it is loaded. */
public final class SabotageAgent implements ClassFileTransformer {
    private static final ClassDesc UUID = ClassDesc.of("java.util.UUID");
    private static final ClassDesc RUNNABLE = ClassDesc.of("java.lang.Runnable");

    /**
     * Local variables of {@code Lanes.submit(RecordPosition, String, LaneTask, Runnable)}: its lane
     * key and its completion.
     */
    private static final int LANE = 2;

    private static final int COMPLETION = 4;

    private final String type;
    private final Map<String, Change> changes;

    private SabotageAgent(String type, Map<String, Change> changes) {
        this.type = type;
        this.changes = changes;
    }

    /** Instructions are a class and its methods: {@code a/b/C,method:CHANGE,…}. */
    public static void premain(String instructions, Instrumentation jvm) {
        var items = instructions.split(",");
        var changes = new HashMap<String, Change>();
        for (var i = 1; i < items.length; i++) {
            var change = items[i].split(":");
            changes.put(change[0], Change.valueOf(change[1]));
        }
        jvm.addTransformer(new SabotageAgent(items[0], changes));
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            String name,
            @Nullable Class<?> before,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (!type.equals(name) || loader == null) {
            return null;
        }
        try {
            var changed = changed(bytes, loader);
            System.out.println("Sabotage: changed " + type + " " + changes);
            return changed;
        } catch (RuntimeException | Error e) {
            // The JVM would go on with the class as it was, and the test would mean nothing.
            System.err.println("Sabotage failed: " + e);
            Runtime.getRuntime().halt(78);
            return null;
        }
    }

    private byte[] changed(byte[] bytes, ClassLoader loader) {
        var hierarchy =
                ClassHierarchyResolver.ofResourceParsing(loader)
                        .orElse(ClassHierarchyResolver.defaultResolver());
        var file = ClassFile.of(ClassHierarchyResolverOption.of(hierarchy));
        var model = file.parse(bytes);
        var known = model.methods().stream().map(it -> it.methodName().stringValue()).toList();
        changes.keySet().stream()
                .filter(it -> !known.contains(it))
                .findAny()
                .ifPresent(missing -> {
                    throw new IllegalStateException(type + " has no method " + missing);
                });
        return file.transformClass(
                model,
                (builder, element) -> {
                    if (element instanceof MethodModel method
                            && changes.get(method.methodName().stringValue())
                                    instanceof Change change
                            && method.code().isPresent()) {
                        builder.transformMethod(method, instead(method, change));
                    } else {
                        builder.with(element);
                    }
                });
    }

    private static MethodTransform instead(MethodModel method, Change change) {
        return switch (change) {
            case OWN_LANE_FOR_EACH ->
                    first(code ->
                            code.invokestatic(UUID, "randomUUID", MethodTypeDesc.of(UUID))
                                    .invokevirtual(
                                            UUID,
                                            "toString",
                                            MethodTypeDesc.of(ConstantDescs.CD_String))
                                    .astore(LANE));
            case COMPLETED_BEFORE_START ->
                    first(code ->
                            code.aload(COMPLETION)
                                    .invokeinterface(
                                            RUNNABLE,
                                            "run",
                                            MethodTypeDesc.of(ConstantDescs.CD_void)));
            case DOES_NOTHING -> only(CodeBuilder::return_);
            case RETURNS_TRUE -> only(code -> code.iconst_1().ireturn());
            case RETURNS_FALSE -> only(code -> code.iconst_0().ireturn());
            case RETURNS_ABSENT -> {
                var result = method.methodTypeSymbol().returnType();
                yield only(code -> code.getstatic(result, "ABSENT", result).areturn());
            }
        };
    }

    private static MethodTransform first(Snippet snippet) {
        return MethodTransform.transformingCode(
                new CodeTransform() {
                    @Override
                    public void atStart(CodeBuilder builder) {
                        snippet.write(builder);
                    }

                    @Override
                    public void accept(CodeBuilder builder, CodeElement element) {
                        builder.with(element);
                    }
                });
    }

    private static MethodTransform only(Snippet snippet) {
        return (builder, element) -> {
            if (element instanceof CodeModel) {
                builder.withCode(snippet::write);
            } else {
                builder.with(element);
            }
        };
    }

    /** Bytecode of a changed method. */
    private interface Snippet {
        void write(CodeBuilder code);
    }
}
