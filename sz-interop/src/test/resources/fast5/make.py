"""Makes the FAST5 files beside this script, with h5py: python3 make.py. Fast5FormatTest says what they hold."""

import h5py
import numpy as np

END_REASONS = h5py.enum_dtype({"unknown": 0, "mux_change": 2, "signal_positive": 5}, np.uint8)


def signal(seed):
    return np.array([(i * i * (seed + 3) + 7 * i) % 1201 - 300 for i in range(1000 + seed)], np.int16)


def raw(group, read_id, number, seed):
    group.attrs["read_id"] = np.bytes_(read_id)
    group.attrs["read_number"] = np.int32(number)
    group.attrs["start_mux"] = np.uint8(3)
    group.attrs["start_time"] = np.uint64(12345678901)
    group.attrs["duration"] = np.uint32(1000 + seed)
    group.attrs["median_before"] = np.float64(210.25)
    group.create_dataset("Signal", data=signal(seed), chunks=(400,), compression="gzip", shuffle=seed % 2 == 0)


def channel(group):
    group.attrs["channel_number"] = "307"
    group.attrs["digitisation"] = np.float64(8192)
    group.attrs["offset"] = np.float64(10)
    group.attrs["range"] = np.float64(1454.103515625)
    group.attrs["sampling_rate"] = np.float64(4000)


def read(file, i):
    group = file.create_group("read_id-%d" % i)
    group.attrs["run_id"] = np.bytes_("run-%d" % (i % 2))
    group.attrs["pore_type"] = np.bytes_("not_set")
    raw(group.create_group("Raw"), "id-%d" % i, i, i)
    group["Raw"].attrs.create("end_reason", 5, dtype=END_REASONS)
    channel(group.create_group("channel_id"))
    if i < 2:
        group.create_group("tracking_id").attrs["device_id"] = "X%d" % (i % 2)
        group.create_group("context_tags").attrs["sample_frequency"] = "4000"
    else:
        group["tracking_id"] = file["read_id-%d/tracking_id" % (i % 2)]
        group["context_tags"] = file["read_id-%d/context_tags" % (i % 2)]
    return group


with h5py.File("multi.fast5", "w") as file:
    file.attrs["file_type"] = "multi-read"
    file.attrs["file_version"] = "2.2"
    for number in range(3):
        group = read(file, number)
        if number == 1:
            for call in (0, 1):
                basecall = group.create_group("Analyses/Basecall_1D_00%d" % call)
                template = basecall.create_group("BaseCalled_template")
                template.create_dataset("Fastq", data="@id-1 call %d\nACGT\n+\n!!!!\n" % call)
                template.create_dataset("Move", data=np.array([1, 0, 1, call], np.uint8), compression="gzip")
                basecall.create_group("Summary/basecall_1d_template").attrs["block_stride"] = np.uint64(5)
            segmentation = group.create_group("Analyses/Segmentation_000/Summary/segmentation")
            segmentation.attrs["first_sample_template"] = np.uint64(100)
        if number == 2:
            events = np.zeros(3, np.dtype([("mean", np.float32), ("move", np.int32)]))
            events["move"] = [1, 0, 2]
            group.create_dataset("Analyses/Basecall_1D_000/BaseCalled_template/Events", data=events)
            group.create_group("Analyses/EventDetection_000")

with h5py.File("wrong-id.fast5", "w") as file:
    group = file.create_group("read_a")
    raw(group.create_group("Raw"), "b", 1, 1)
    channel(group.create_group("channel_id"))
