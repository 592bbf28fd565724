"""What ComparedProcess does with SZ files, done with pysz: see slow5_peer.c for the lines that it prints."""

import os
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from pysz.api import CompressedFile

ATTRIBUTES = [("read_id", str), ("digitisation", np.float64), ("offset", np.float64), ("range", np.float64),
              ("sampling_rate", np.float64)]
DATASETS = [("raw_signal", np.int16)]
CHUNK = 50
SUM_STRIDE = 16


def corpus(path):
    data = np.memmap(path, np.uint8, "r")
    reads = int(data[8:16].view(np.int64)[0])
    at = 24
    for _ in range(reads):
        read_id = bytes(data[at:at + 36]).decode()
        length = int(np.frombuffer(bytes(data[at + 36:at + 40]), np.int32)[0])
        attributes = np.frombuffer(bytes(data[at + 40:at + 72]), np.float64)
        at += 72
        signal = np.frombuffer(bytes(data[at:at + 2 * length]), np.int16)
        at += 2 * length
        yield (read_id, *attributes.tolist(), signal)


def processor_seconds():
    return sum(u.ru_utime + u.ru_stime
               for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def write(records, path, threads):
    file = CompressedFile(path, mode="w", header=[("version", "0.0.1")], attributes=ATTRIBUTES, datasets=DATASETS,
                          overwrite=True, n_threads=threads)
    for i in range(0, len(records), CHUNK):
        file.put_chunk(records[i:i + CHUNK])
    file.close()
    return len(records), sum(len(r[-1]) for r in records), 0


def read_rows(arguments):
    path, rows = arguments
    file = CompressedFile(path, mode="r", allow_multiprocessing=True)
    samples = total = 0
    for i in range(0, len(rows), CHUNK):
        for record in file.get(list(rows[i:i + CHUNK])):
            samples += len(record.raw_signal)
            total += int(record.raw_signal[::SUM_STRIDE].sum(dtype=np.int64))
    file.close()
    return len(rows), samples, total


def read(path, threads):
    rows = range(len(CompressedFile(path, mode="r").idx))
    if threads == 1:
        return read_rows((path, rows))
    step = (len(rows) + threads - 1) // threads
    with ProcessPoolExecutor(threads) as pool:
        parts = list(pool.map(read_rows, [(path, rows[i:i + step]) for i in range(0, len(rows), step)]))
    return tuple(map(sum, zip(*parts)))


def get(path, records, wanted):
    """By row, since pysz finds no IDs; who has the ID looks the row up in a dictionary."""
    file = CompressedFile(path, mode="r")
    rows = {read_id: row for row, read_id in enumerate(file.idx["read_id"])}
    samples = total = 0
    begin, cpu = time.monotonic(), processor_seconds()
    for k in range(wanted):
        record = file.get(rows[records[(k * 2654435761 + 12345) % len(records)][0]])[0]
        samples += len(record.raw_signal)
        total += int(record.raw_signal[::SUM_STRIDE].sum(dtype=np.int64))
    return begin, cpu, (wanted, samples, total)


def main():
    what, corpus_path, path, threads, passes = sys.argv[1:6]
    records = list(corpus(corpus_path)) if what in ("write", "get") else []
    for _ in range(int(passes)):
        begin, cpu = time.monotonic(), processor_seconds()
        if what == "write":
            result = write(records, path, int(threads))
        elif what == "read":
            result = read(path, int(threads))
        elif what == "get":
            begin, cpu, result = get(path, records, int(os.environ.get("IDS", "2000")))
        elif what == "open":
            CompressedFile(path, mode="r").close()
            result = (0, 0, 0)
        else:
            sys.exit("write, read, get or open")
        print("pass %.6f %.6f %d %d %d" % (time.monotonic() - begin, processor_seconds() - cpu, *result), flush=True)
    peak = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print("peak %d" % peak)


if __name__ == "__main__":
    main()
