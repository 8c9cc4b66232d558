import com.yahoo.labs.samoa.instances.Attribute;
import com.yahoo.labs.samoa.instances.DenseInstance;
import com.yahoo.labs.samoa.instances.Instance;
import com.yahoo.labs.samoa.instances.Instances;
import com.yahoo.labs.samoa.instances.InstancesHeader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import moa.classifiers.trees.FIMTDD;

/**
 * MOA's FIMTDD, test-then-train over examples of float64 (little-endian, row by row, the value to be predicted last): `FILE FEATURES OPTIONS
 * WARM_UPS REPEATS`. Prints what each repeat, begun anew, took, and the mean absolute error.
 */
public class RegressionTreePeer {
  public static void main(String[] args) throws Exception {
    int features = Integer.parseInt(args[1]);
    Instance[] examples = read(Path.of(args[0]), features);
    int warmUps = Integer.parseInt(args[3]);
    int repeats = Integer.parseInt(args[4]);
    List<String> rows = new ArrayList<>();
    for (int repeat = 0; repeat < warmUps + repeats; repeat++) {
      String row = timed(examples, args[2]);
      if (repeat >= warmUps) {
        rows.add(row);
      }
    }
    System.out.println("[" + String.join(",", rows) + "]");
  }

  private static String timed(Instance[] examples, String options) {
    FIMTDD tree = new FIMTDD();
    tree.getOptions().setViaCLIString(options);
    tree.setModelContext(new InstancesHeader((Instances) examples[0].dataset()));
    tree.prepareForUse();
    double error = 0;
    long wall = System.nanoTime();
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    for (Instance example : examples) {
      error += Math.abs(example.classValue() - tree.getVotesForInstance(example)[0]);
      tree.trainOnInstance(example);
    }
    double cpuSeconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9;
    double wallSeconds = (System.nanoTime() - wall) / 1e9;
    return "{\"wallSeconds\":" + wallSeconds + ",\"cpuSeconds\":" + cpuSeconds + ",\"error\":" + error / examples.length + "}";
  }

  private static Instance[] read(Path file, int features) throws Exception {
    ArrayList<Attribute> attributes = new ArrayList<>();
    for (int feature = 0; feature < features; feature++) {
      attributes.add(new Attribute("x" + feature));
    }
    attributes.add(new Attribute("y"));
    Instances header = new Instances("examples", attributes, 0);
    header.setClassIndex(features);
    DoubleBuffer numbers = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
    Instance[] examples = new Instance[numbers.remaining() / (features + 1)];
    for (int at = 0; at < examples.length; at++) {
      double[] values = new double[features + 1];
      numbers.get(values);
      examples[at] = new DenseInstance(1.0, values);
      examples[at].setDataset(header);
    }
    return examples;
  }
}
