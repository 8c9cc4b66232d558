import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import moa.classifiers.core.driftdetection.ADWIN;
import moa.classifiers.core.driftdetection.ADWINChangeDetector;
import moa.classifiers.core.driftdetection.AbstractChangeDetector;
import moa.classifiers.core.driftdetection.DDM;
import moa.classifiers.core.driftdetection.EDDM;
import moa.classifiers.core.driftdetection.HDDM_A_Test;
import moa.classifiers.core.driftdetection.HDDM_W_Test;
import moa.classifiers.core.driftdetection.PageHinkleyDM;

/**
 * MOA's drift detectors over streams of float64 (little-endian files, named by the arguments). `detect FILE…` prints where each detector, with
 * MOA's defaults, fires; `cuts FILE…` how often ADWIN itself cuts its window, rises and falls alike, and what an update costs.
 */
public class DriftPeer {
  private static final String[] NAMES = {"ADWIN", "Page-Hinkley", "DDM", "EDDM", "HDDM_A", "HDDM_W"};
  private static final int REPEATS = 5;

  public static void main(String[] args) throws Exception {
    List<String> rows = new ArrayList<>();
    for (int at = 1; at < args.length; at++) {
      double[] values = read(args[at]);
      if (args[0].equals("cuts")) {
        rows.add(cuts(values));
      } else {
        for (String name : NAMES) {
          rows.add("{\"file\":" + (at - 1) + ",\"detector\":\"" + name + "\",\"at\":" + fires(create(name), values) + "}");
        }
      }
    }
    System.out.println("[" + String.join(",", rows) + "]");
  }

  private static AbstractChangeDetector create(String name) {
    AbstractChangeDetector detector;
    switch (name) {
      case "ADWIN": detector = new ADWINChangeDetector(); break;
      case "Page-Hinkley": detector = new PageHinkleyDM(); break;
      case "DDM": detector = new DDM(); break;
      case "EDDM": detector = new EDDM(); break;
      case "HDDM_A": detector = new HDDM_A_Test(); break;
      default: detector = new HDDM_W_Test();
    }
    detector.prepareForUse();
    detector.resetLearning();
    return detector;
  }

  private static List<Integer> fires(AbstractChangeDetector detector, double[] values) {
    List<Integer> at = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      detector.input(values[i]);
      if (detector.getChange()) at.add(i);
    }
    return at;
  }

  /** A new detector each time, CPU time of this thread in ms; the first repeats compile. */
  private static String cuts(double[] values) {
    List<String> samples = new ArrayList<>();
    int cuts = 0;
    for (int repeat = 0; repeat < REPEATS; repeat++) {
      ADWIN adwin = new ADWIN();
      long began = cpuNs();
      for (double value : values) adwin.setInput(value);
      samples.add(String.valueOf((cpuNs() - began) / 1e6));
      cuts = adwin.getNumberDetections();
    }
    return "{\"cuts\":" + cuts + ",\"cpuMs\":[" + String.join(",", samples) + "]}";
  }

  private static long cpuNs() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static double[] read(String file) throws Exception {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(Path.of(file))).order(ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[bytes.remaining() / 8];
    bytes.asDoubleBuffer().get(values);
    return values;
  }
}
