package org.szformat.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives of some files. */
final class Packed {
    private Packed() {}

    static Path tar(Path tar, Map<String, byte[]> files) throws IOException {
        try (OutputStream out = Files.newOutputStream(tar)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                byte[] header = new byte[512];
                put(header, 0, file.getKey());
                put(header, 100, "0000644\0" + "0000000\0" + "0000000\0");
                put(header, 124, String.format("%011o\0%011o\0        0", file.getValue().length, 0));
                put(header, 257, "ustar\00000");
                int sum = 0;
                for (byte b : header) {
                    sum += b & 0xFF;
                }
                put(header, 148, String.format("%06o\0 ", sum));
                out.write(header);
                out.write(Arrays.copyOf(file.getValue(), (file.getValue().length + 511) / 512 * 512));
            }
            out.write(new byte[1024]);
        }
        return tar;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    static Path zip(Path zip, Map<String, byte[]> files, int method) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setMethod(method);
                if (method == ZipEntry.STORED) {
                    CRC32 crc = new CRC32();
                    crc.update(file.getValue());
                    entry.setCrc(crc.getValue());
                    entry.setSize(file.getValue().length);
                }
                out.putNextEntry(entry);
                out.write(file.getValue());
                out.closeEntry();
            }
        }
        return Files.write(zip, bytes.toByteArray());
    }
}
