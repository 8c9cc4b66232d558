// The update of a KLL sketch of Apache DataSketches, k = 200, timed: for floats, then doubles. Arguments: updates a repeat, warm-ups, repeats.
// The values are those of benchmarks/sketches.ts: multiples of the stride modulo 2^23.
// Prints a line of JSON: {"floats": [{wallSeconds, cpuSeconds, updates, median}], "doubles": [...]}.

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.function.IntFunction;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.kll.KllFloatsSketch;

public class KllPeer {
  private static final int MASK = (1 << 23) - 1;
  private static final int STRIDE = 3246533;

  public static void main(String[] args) {
    int updates = Integer.parseInt(args[0]);
    int warmUps = Integer.parseInt(args[1]);
    int repeats = Integer.parseInt(args[2]);
    String floats = repeated(updates, warmUps, repeats, KllPeer::medianOfFloats);
    String doubles = repeated(updates, warmUps, repeats, KllPeer::medianOfDoubles);
    System.out.println("{\"floats\":" + floats + ",\"doubles\":" + doubles + "}");
  }

  private static double medianOfFloats(int updates) {
    KllFloatsSketch sketch = KllFloatsSketch.newHeapInstance(200);
    int value = 0;
    for (int i = 0; i < updates; i++) {
      value = (value + STRIDE) & MASK;
      sketch.update(value);
    }
    return sketch.getQuantile(0.5);
  }

  private static double medianOfDoubles(int updates) {
    KllDoublesSketch sketch = KllDoublesSketch.newHeapInstance(200);
    int value = 0;
    for (int i = 0; i < updates; i++) {
      value = (value + STRIDE) & MASK;
      sketch.update(value);
    }
    return sketch.getQuantile(0.5);
  }

  private static String repeated(int updates, int warmUps, int repeats, IntFunction<Double> work) {
    OperatingSystemMXBean any = ManagementFactory.getOperatingSystemMXBean();
    var system = (com.sun.management.OperatingSystemMXBean) any;
    StringBuilder json = new StringBuilder("[");
    for (int repeat = 0; repeat < warmUps + repeats; repeat++) {
      long cpuBefore = system.getProcessCpuTime();
      long began = System.nanoTime();
      double median = work.apply(updates);
      double wallSeconds = (System.nanoTime() - began) / 1e9;
      double cpuSeconds = (system.getProcessCpuTime() - cpuBefore) / 1e9;
      if (repeat < warmUps) continue;
      if (repeat > warmUps) json.append(',');
      json.append(String.format("{\"wallSeconds\":%.9f,\"cpuSeconds\":%.9f,\"updates\":%d,\"median\":%s}", wallSeconds, cpuSeconds, updates, median));
    }
    return json.append(']').toString();
  }
}
