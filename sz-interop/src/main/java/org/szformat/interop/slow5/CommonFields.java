package org.szformat.interop.slow5;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.szformat.interop.ReadFields;
import org.szformat.schema.Field;
import org.szformat.schema.ValueType;

/** Which fields of SLOW5 are common fields of nanopore reads, and under which name. */
final class CommonFields {
    /** The end reasons that MinKNOW gives, for files that do not say which there are. */
    static final List<String> END_REASONS = List.of(
            "unknown",
            "mux_change",
            "unblock_mux_change",
            "data_service_unblock_mux_change",
            "signal_positive",
            "signal_negative",
            "api_request",
            "device_data_error",
            "analysis_config_change",
            "paused");

    /** The primary fields that scale the signal, in the order of records. */
    static final List<ReadFields> SCALING =
            List.of(ReadFields.DIGITISATION, ReadFields.OFFSET, ReadFields.RANGE, ReadFields.SAMPLING_RATE);

    /** How channels are held. */
    enum Channels {
        NUMBER,
        TEXT
    }

    private CommonFields() {}

    /** Whether a common field is part of every SLOW5 record. */
    static boolean isPrimary(ReadFields field) {
        return field == ReadFields.READ_ID
                || field == ReadFields.RUN_ID
                || field == ReadFields.RAW_SIGNAL
                || SCALING.contains(field);
    }

    /** The common field that an auxiliary field is, or null when it is none or its type may hold other values. */
    static @Nullable ReadFields of(AuxField aux) {
        Slow5Type type = aux.type();
        boolean scalar = !aux.isArray();
        return switch (aux.name()) {
            case "channel_number" ->
                aux.isText() || scalar && (type == Slow5Type.UINT16 || type == Slow5Type.UINT8)
                        ? ReadFields.CHANNEL
                        : null;
            case "start_mux" -> scalar && type == Slow5Type.UINT8 ? ReadFields.WELL : null;
            case "read_number" ->
                scalar && type.isInteger() && type != Slow5Type.UINT64 ? ReadFields.READ_NUMBER : null;
            case "start_time" ->
                scalar && type.isInteger() && !type.valueType().isSigned() ? ReadFields.START_SAMPLE : null;
            case "median_before" -> scalar && type.isFloat() ? ReadFields.MEDIAN_BEFORE : null;
            case "end_reason" -> aux.isText() || scalar && aux.isEnum() ? ReadFields.END_REASON : null;
            default -> null;
        };
    }

    /** How a field that no SLOW5 file declared is declared where it is one of the common ones; else null. */
    static @Nullable AuxField declare(Field field) {
        if (field.name().equals(ReadFields.CHANNEL.fieldName()) && field.isAttribute() && field.isText()) {
            return AuxField.text("channel_number");
        }
        for (ReadFields common : ReadFields.values()) {
            if (common.fieldName().equals(field.name())
                    && common.type() == field.type()
                    && common.isDataset() == field.isDataset()) {
                return switch (common) {
                    case CHANNEL -> AuxField.text("channel_number");
                    case WELL -> AuxField.scalar("start_mux", Slow5Type.UINT8);
                    case READ_NUMBER -> AuxField.scalar("read_number", Slow5Type.INT32);
                    case START_SAMPLE -> AuxField.scalar("start_time", Slow5Type.UINT64);
                    case MEDIAN_BEFORE -> AuxField.scalar("median_before", Slow5Type.DOUBLE);
                    case END_REASON -> new AuxField("end_reason", Slow5Type.ENUM, AuxField.Shape.SCALAR, END_REASONS);
                    default -> null;
                };
            }
        }
        return null;
    }

    /** The type of the field here that holds an auxiliary field's values. */
    static ValueType typeOf(AuxField aux, Channels channels) {
        ReadFields common = of(aux);
        if (common == ReadFields.CHANNEL && aux.isText() && channels == Channels.TEXT) {
            return ValueType.S;
        } else if (common != null) {
            return common.type();
        }
        return aux.isEnum() && !aux.isArray() ? ValueType.S : aux.type().valueType();
    }

    /** Whether the field here that holds an auxiliary field's values is a dataset. */
    static boolean isDataset(AuxField aux) {
        return aux.isArray() && !aux.isText();
    }
}
