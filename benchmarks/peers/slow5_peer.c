/*
 * What ComparedProcess does with SZ files, done with slow5lib: writes a corpus, reads it through, and reads it by ID, with
 * prebuilt records and any number of threads. Prints a line for each pass: seconds, processor seconds, records, samples,
 * sum of every 16th sample. The table of benchmarks/run is made of these.
 *
 *   slow5_peer write CORPUS FILE THREADS PASSES
 *   slow5_peer read  CORPUS FILE THREADS PASSES
 *   slow5_peer get   CORPUS FILE THREADS PASSES    (opens the index, then gets as many reads as the variable IDS says, default 2000)
 *   slow5_peer open  CORPUS FILE THREADS PASSES
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <slow5/slow5.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define BATCH 8
#define ID_LENGTH 36

static int64_t reads;
static int64_t samples;
static slow5_rec_t **records;
static const char **signals;
static uint64_t *lengths;

static void die(const char *what) {
    fprintf(stderr, "slow5_peer: %s\n", what);
    exit(1);
}

static double clock_seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

static double processor_seconds(void) {
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return u.ru_utime.tv_sec + u.ru_stime.tv_sec + (u.ru_utime.tv_usec + u.ru_stime.tv_usec) * 1e-6;
}

enum { SUM_STRIDE = 16 };

static int64_t sum_of(const int16_t *signal, uint64_t length) {
    int64_t sum = 0;
    for (uint64_t i = 0; i < length; i += SUM_STRIDE) {
        sum += signal[i];
    }
    return sum;
}

/* The layout is that of Corpus.java. */
static void load(const char *path) {
    int fd = open(path, O_RDONLY);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0) {
        die("cannot open the corpus");
    }
    const char *at = mmap(NULL, st.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
    if (at == MAP_FAILED || memcmp(at, "SZCORPUS", 8) != 0) {
        die("no corpus");
    }
    memcpy(&reads, at + 8, 8);
    memcpy(&samples, at + 16, 8);
    at += 24;
    records = calloc(reads, sizeof *records);
    signals = calloc(reads, sizeof *signals);
    lengths = calloc(reads, sizeof *lengths);
    for (int64_t i = 0; i < reads; i++) {
        int32_t length;
        double attributes[4];
        char *id = strndup(at, ID_LENGTH);
        memcpy(&length, at + ID_LENGTH, 4);
        memcpy(attributes, at + ID_LENGTH + 4, 32);
        at += ID_LENGTH + 36;
        slow5_rec_t *rec = slow5_rec_init();
        rec->read_id = id;
        rec->read_id_len = ID_LENGTH;
        rec->read_group = 0;
        rec->digitisation = attributes[0];
        rec->offset = attributes[1];
        rec->range = attributes[2];
        rec->sampling_rate = attributes[3];
        signals[i] = at;
        lengths[i] = length;
        at += 2 * (size_t)length;
        records[i] = rec;
    }
    close(fd);
}

/* Gives the records their signals, which slow5_encode takes away. Not timed. */
static void refill(void) {
    for (int64_t i = 0; i < reads; i++) {
        free(records[i]->raw_signal);
        records[i]->len_raw_signal = lengths[i];
        records[i]->raw_signal = malloc(2 * (size_t)lengths[i] + 1);
        memcpy(records[i]->raw_signal, signals[i], 2 * (size_t)lengths[i]);
    }
}

static slow5_file_t *file;
static atomic_llong next;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t turned = PTHREAD_COND_INITIALIZER;
static int64_t written;
static int at_end;
static atomic_llong got_records, got_samples, got_sum;

/* Takes the next few records, encodes them, and writes them when those before are written: order is kept. */
static void *write_some(void *unused) {
    char *encoded[BATCH];
    size_t sizes[BATCH];
    for (;;) {
        int64_t from = atomic_fetch_add(&next, BATCH);
        if (from >= reads) {
            return NULL;
        }
        int64_t to = from + BATCH < reads ? from + BATCH : reads;
        for (int64_t i = from; i < to; i++) {
            if (slow5_encode(&encoded[i - from], &sizes[i - from], records[i], file) < 0) {
                die("cannot encode");
            }
        }
        pthread_mutex_lock(&turn);
        while (written != from) {
            pthread_cond_wait(&turned, &turn);
        }
        for (int64_t i = from; i < to; i++) {
            if (slow5_write_bytes(encoded[i - from], sizes[i - from], file) < 0) {
                die("cannot write");
            }
            free(encoded[i - from]);
        }
        written = to;
        pthread_cond_broadcast(&turned);
        pthread_mutex_unlock(&turn);
    }
}

static void *read_some(void *unused) {
    char *bytes[BATCH] = {0};
    size_t sizes[BATCH] = {0};
    slow5_rec_t *rec = NULL;
    int64_t n = 0, m = 0, sum = 0;
    for (int more = 1; more;) {
        int count = 0;
        pthread_mutex_lock(&turn);
        while (count < BATCH && !at_end) {
            at_end = slow5_get_next_bytes(&bytes[count], &sizes[count], file) < 0;
            count += !at_end;
        }
        more = !at_end;
        pthread_mutex_unlock(&turn);
        for (int i = 0; i < count; i++) {
            if (slow5_decode(&bytes[i], &sizes[i], &rec, file) < 0) {
                die("cannot decode");
            }
            free(bytes[i]);
            bytes[i] = NULL;
            n++;
            m += rec->len_raw_signal;
            sum += sum_of(rec->raw_signal, rec->len_raw_signal);
        }
    }
    slow5_rec_free(rec);
    atomic_fetch_add(&got_records, n);
    atomic_fetch_add(&got_samples, m);
    atomic_fetch_add(&got_sum, sum);
    return NULL;
}

static int64_t wanted = 2000;

/* The same permutation of IDs as ComparedProcess asks for. */
static int64_t pick(int64_t k) {
    return (int64_t)(((uint64_t)k * 2654435761ULL + 12345) % (uint64_t)reads);
}

static void *get_some(void *unused) {
    slow5_rec_t *rec = NULL;
    int64_t n = 0, m = 0, sum = 0;
    for (int64_t k; (k = atomic_fetch_add(&next, 1)) < wanted;) {
        if (slow5_get(records[pick(k)]->read_id, &rec, file) < 0) {
            die("cannot get");
        }
        n++;
        m += rec->len_raw_signal;
        sum += sum_of(rec->raw_signal, rec->len_raw_signal);
    }
    slow5_rec_free(rec);
    atomic_fetch_add(&got_records, n);
    atomic_fetch_add(&got_samples, m);
    atomic_fetch_add(&got_sum, sum);
    return NULL;
}

/* One thread is the caller's own, as who has but one would do it. */
static void run(int threads, void *(*work)(void *)) {
    pthread_t ids[64];
    for (int i = 1; i < threads; i++) {
        pthread_create(&ids[i], NULL, work, NULL);
    }
    work(NULL);
    for (int i = 1; i < threads; i++) {
        pthread_join(ids[i], NULL);
    }
}

static void begin_file(const char *path) {
    char index[4096];
    snprintf(index, sizeof index, "%s.idx", path);
    unlink(path);
    unlink(index);
    file = slow5_open(path, "w");
    if (!file || slow5_set_press(file, SLOW5_COMPRESS_ZSTD, SLOW5_COMPRESS_SVB_ZD) < 0 || slow5_hdr_write(file) < 0) {
        die("cannot create the file; was slow5lib built with zstd?");
    }
}

int main(int argc, char **argv) {
    if (argc != 6) {
        die("usage: slow5_peer write|read|get|open CORPUS FILE THREADS PASSES");
    }
    const char *what = argv[1];
    const char *path = argv[3];
    int threads = atoi(argv[4]);
    int passes = atoi(argv[5]);
    if (threads < 1 || threads > 64) {
        die("1 to 64 threads");
    }
    if (getenv("IDS")) {
        wanted = atoll(getenv("IDS"));
    }
    slow5_set_log_level(SLOW5_LOG_ERR);
    if (strcmp(what, "write") == 0 || strcmp(what, "get") == 0) {
        load(argv[2]);
    }
    for (int pass = 0; pass < passes; pass++) {
        atomic_store(&next, 0);
        atomic_store(&got_records, 0);
        atomic_store(&got_samples, 0);
        atomic_store(&got_sum, 0);
        written = 0;
        at_end = 0;
        if (strcmp(what, "write") == 0) {
            refill();
        }
        double cpu = processor_seconds();
        double begin = clock_seconds();
        if (strcmp(what, "write") == 0) {
            begin_file(path);
            run(threads, write_some);
            slow5_close(file);
            atomic_store(&got_records, reads);
            atomic_store(&got_samples, samples);
        } else if (strcmp(what, "read") == 0) {
            if (!(file = slow5_open(path, "r"))) {
                die("cannot open the file");
            }
            run(threads, read_some);
            slow5_close(file);
        } else if (strcmp(what, "get") == 0) {
            if (!(file = slow5_open(path, "r")) || slow5_idx_load(file) < 0) {
                die("cannot open the file");
            }
            begin = clock_seconds();
            cpu = processor_seconds();
            run(threads, get_some);
        } else if (strcmp(what, "open") == 0) {
            if (!(file = slow5_open(path, "r")) || slow5_idx_load(file) < 0) {
                die("cannot open the file");
            }
        } else {
            die("write, read, get or open");
        }
        double seconds = clock_seconds() - begin;
        cpu = processor_seconds() - cpu;
        printf("pass %.6f %.6f %lld %lld %lld\n", seconds, cpu, (long long)got_records, (long long)got_samples,
               (long long)got_sum);
        if (strcmp(what, "get") == 0 || strcmp(what, "open") == 0) {
            slow5_idx_unload(file);
            slow5_close(file);
        }
    }
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    printf("peak %ld\n", u.ru_maxrss);
    return 0;
}
