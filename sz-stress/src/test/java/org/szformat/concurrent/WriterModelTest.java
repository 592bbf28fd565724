package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.szformat.concurrent.Model.Outcome.FAILED;
import static org.szformat.concurrent.Model.Outcome.INTERRUPTED;
import static org.szformat.concurrent.Model.Outcome.REFUSED;
import static org.szformat.concurrent.Model.Outcome.RETURNED;
import static org.szformat.concurrent.Model.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.szformat.concurrent.Model.Outcome;
import org.szformat.record.Record;
import org.szformat.threads.PatientLock;

/**
 * Admission, order, flush, failure and the end of a writer, under schedules that Lincheck's model checker chooses: the
 * whole pipeline but the disk. It finds deadlocks, too.
 */
class WriterModelTest {
    private static final int SCENARIOS = 13;
    private static final int SCHEDULES = Integer.getInteger("sz.stress.schedules", 100);
    private static final Map<String, Integer> EXECUTED = new TreeMap<>();

    private static final Record A = ModelFile.record("a");
    private static final Record B = ModelFile.record("b");
    private static final Record C = ModelFile.record("c");

    /** An executor that never does anything, so that those who wait must. */
    private static final Executor FORGETFUL = task -> {};

    private static final Executor IN_THE_CALLER = Runnable::run;

    private static final Executor REFUSING = task -> {
        throw new RejectedExecutionException();
    };

    private static final Executor ON_ANOTHER_THREAD = task -> new Thread(task).start();

    /** Locks of newer JDKs go round longer before they wait, which is no hanging yet. */
    private static final LincheckSettings PATIENT = patient(new LincheckSettings());

    private static LincheckSettings patient(LincheckSettings usual) {
        return usual.copy(
                usual.getAnalyzeStdLib(), usual.getLoopIterationsBeforeThreadSwitch(), 5000, usual.getRecursionBound());
    }

    private static void check(String scenario, Runnable run) {
        check(scenario, SCHEDULES, run);
    }

    private static void check(String scenario, int schedules, Runnable run) {
        AtomicInteger executed = new AtomicInteger();
        Lincheck.runConcurrentTestInternal$lincheck(schedules, PATIENT, () -> {
            executed.incrementAndGet();
            run.run();
        });
        EXECUTED.put(scenario, executed.get());
    }

    @AfterAll
    static void allWereExecuted() {
        System.out.println("Schedules: " + EXECUTED);
        assertEquals(SCENARIOS, EXECUTED.size());
        EXECUTED.forEach((scenario, count) -> assertTrue(count >= SCHEDULES, scenario + ": " + count));
    }

    /** That exactly what was admitted is in the file. */
    private static void requireLedger(ModelFile file, Map<Record, Outcome> outcomes) {
        for (Map.Entry<Record, Outcome> entry : outcomes.entrySet()) {
            String id = entry.getKey().key();
            long times = file.rows().stream().filter(id::equals).count();
            long expected = entry.getValue() == RETURNED ? 1 : 0;
            require(times == expected, id + " " + entry.getValue() + ", in the file " + times + " times");
        }
    }

    private static void closeRacesWithPuts(Executor executor, int encoders) {
        ModelFile file = new ModelFile();
        Model model = new Model(file, executor, encoders, 1);
        Outcome[] outcomes = new Outcome[2];
        model.caller(() -> outcomes[0] = model.put(A));
        model.caller(() -> outcomes[1] = model.put(B));
        require(model.close() == RETURNED, "close failed");
        model.joinCallers();
        requireLedger(file, Map.of(A, outcomes[0], B, outcomes[1]));
        require(file.isFinished(), "not finished");
        model.finish();
    }

    @Test
    void closeRacesWithPutsWhileNobodyElseEncodes() {
        check("close, forgetful", () -> closeRacesWithPuts(FORGETFUL, 1));
    }

    @Test
    void closeRacesWithPutsWhileTheAssemblerEncodes() {
        check("close, in the caller", () -> closeRacesWithPuts(IN_THE_CALLER, 1));
    }

    @Test
    void closeRacesWithPutsWhileTheExecutorRefuses() {
        check("close, refusing", () -> closeRacesWithPuts(REFUSING, 2));
    }

    @Test
    void closeRacesWithPutsWhileAnotherThreadEncodes() {
        check("close, other thread", () -> closeRacesWithPuts(ON_ANOTHER_THREAD, 1));
    }

    @Test
    void recordsOfOneThreadKeepTheirOrderAndChunksStayWhole() {
        check("order", () -> {
            ModelFile file = new ModelFile();
            Model model = new Model(file, FORGETFUL, 2, 1);
            Record d = ModelFile.record("d");
            model.caller(() -> {
                model.put(A, B);
                model.put(C);
            });
            model.caller(() -> model.put(d));
            model.finish();
            List<String> rows = file.rows();
            int first = rows.indexOf("a");
            require(first >= 0 && rows.get(first + 1).equals("b"), rows.toString());
            require(rows.indexOf("c") > first + 1, rows.toString());
            require(rows.size() == 4 && rows.contains("d"), rows.toString());
            require(file.encodingPeak() <= 2, "encoders");
        });
    }

    @Test
    void noMoreEncodeAtOnceThanThereAreEncoders() {
        check("encoders", () -> {
            ModelFile file = new ModelFile();
            Model model = new Model(file, ON_ANOTHER_THREAD, 1, 1_000);
            model.caller(() -> model.put(A, B));
            model.put(C);
            model.finish();
            require(file.encodingPeak() == 1, "encoders: " + file.encodingPeak());
            require(file.rows().size() == 3, file.rows().toString());
        });
    }

    @Test
    void admissionServesInTheOrderOfArrival() {
        check("admission", 20 * SCHEDULES, () -> {
            PatientLock lock = new PatientLock();
            RecordGroup large = RecordGroup.of(List.of(A, B));
            // There is room for a small one where the large one must wait.
            Admission admission = new Admission(large.weight(), new HeldBytes());
            List<RecordGroup> arrived = new ArrayList<>();
            List<Thread> producers = new ArrayList<>();
            for (RecordGroup group : List.of(RecordGroup.of(List.of(A)), large, RecordGroup.of(List.of(C)))) {
                Thread producer = new Thread(() -> arrive(lock, admission, group, arrived));
                producers.add(producer);
                producer.start();
            }
            List<RecordGroup> taken = new ArrayList<>();
            try {
                for (int i = 0; i < producers.size(); i++) {
                    RecordGroup group = (RecordGroup) admission.take();
                    taken.add(group);
                    lock.lock();
                    admission.release(group.weight());
                    lock.unlock();
                }
                for (Thread producer : producers) {
                    producer.join();
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            require(taken.equals(arrived), "overtaken");
        });
    }

    private static void arrive(PatientLock lock, Admission admission, RecordGroup group, List<RecordGroup> arrived) {
        lock.lock();
        try {
            boolean admitted = admission.tryAdmit(group);
            arrived.add(group);
            if (!admitted) {
                Admission.Ticket ticket = admission.await(group, lock.newCondition());
                while (!ticket.isSettled()) {
                    ticket.sleep(Calls.FOR_EVER);
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            lock.unlock();
        }
    }

    @Test
    void triesAndTimeOutsAreInTheFileOrNot() {
        check("tries", () -> {
            ModelFile file = new ModelFile();
            Model model = new Model(file, FORGETFUL, 1, 1);
            Outcome[] tried = new Outcome[1];
            model.caller(() -> model.put(A));
            model.caller(() -> tried[0] = model.tryPut(B));
            Outcome timed = model.put(C, 1);
            model.joinCallers();
            require(timed == RETURNED || timed == REFUSED, "timed: " + timed);
            model.finish();
            requireLedger(file, Map.of(A, RETURNED, B, tried[0], C, timed));
        });
    }

    @Test
    void flushCoversWhatWasPutBefore() {
        check("flush", () -> {
            ModelFile file = new ModelFile();
            Model model = new Model(file, FORGETFUL, 1, 1);
            model.caller(() -> {
                require(model.put(A) == RETURNED, "put failed");
                require(model.flush() == RETURNED, "flush failed");
                require(file.flushed().contains("a"), "not flushed");
            });
            model.caller(() -> model.put(B));
            model.finish();
            require(file.rows().size() == 2, file.rows().toString());
        });
    }

    @Test
    void interruptedPutIsInTheFileOrNot() {
        check("interrupt", () -> {
            ModelFile file = new ModelFile();
            Model model = new Model(file, FORGETFUL, 1, 1);
            Outcome[] outcomes = new Outcome[2];
            boolean[] flag = new boolean[1];
            Thread interrupted = model.caller(() -> {
                outcomes[0] = model.put(A);
                outcomes[1] = model.put(B);
                flag[0] = Thread.interrupted();
            });
            model.caller(() -> model.put(C));
            interrupted.interrupt();
            model.finish();
            requireLedger(file, Map.of(A, outcomes[0], B, outcomes[1], C, RETURNED));
            boolean told = outcomes[0] == INTERRUPTED || outcomes[1] == INTERRUPTED;
            require(told != flag[0], "the interrupt was lost, or came twice");
        });
    }

    @Test
    void abortRacesWithClose() {
        check("abort", () -> {
            ModelFile file = new ModelFile();
            Model model = new Model(file, FORGETFUL, 1, 1);
            Outcome[] closed = new Outcome[1];
            model.caller(() -> model.put(A));
            model.caller(() -> closed[0] = model.close());
            require(model.abort() == RETURNED, "abort failed");
            model.finish();
            require(file.isFinished() != file.isAborted(), "neither or both");
            require(closed[0] == RETURNED || file.isAborted(), "close failed without reason");
        });
    }

    @Test
    void everybodyLearnsOfAFailure() {
        check("failure", () -> {
            ModelFile file = new ModelFile(1);
            Model model = new Model(file, FORGETFUL, 1, 1);
            Outcome[] outcomes = new Outcome[3];
            model.caller(() -> {
                outcomes[0] = model.put(A);
                outcomes[1] = model.put(B);
            });
            outcomes[2] = model.put(C);
            model.joinCallers();
            Outcome flushed = model.flush();
            require(flushed == FAILED || file.rows().size() < 1, "flush: " + flushed);
            require(model.close() == FAILED, "close succeeded");
            model.finish();
            require(file.rows().size() == 1 && !file.isFinished(), file.rows().toString());
            require(outcomes[0] == RETURNED || outcomes[2] == RETURNED, "the first failed");
        });
    }

    @Test
    void twoFlushesAndTwoCloses() {
        check("closes", () -> {
            ModelFile file = new ModelFile();
            Model model = new Model(file, IN_THE_CALLER, 1, 1);
            Outcome[] closed = new Outcome[1];
            model.caller(() -> {
                model.put(A);
                model.flush();
            });
            model.caller(() -> closed[0] = model.close());
            require(model.close() == RETURNED, "close failed");
            model.finish();
            require(closed[0] == RETURNED && file.isFinished(), "the other close failed");
        });
    }
}
