import com.sun.management.OperatingSystemMXBean;
import com.yahoo.labs.samoa.instances.Attribute;
import com.yahoo.labs.samoa.instances.DenseInstance;
import com.yahoo.labs.samoa.instances.Instance;
import com.yahoo.labs.samoa.instances.Instances;
import com.yahoo.labs.samoa.instances.InstancesHeader;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import moa.classifiers.Classifier;
import moa.core.Utils;
import moa.options.ClassOption;

/**
 * MOA's learners, test-then-train over a file of examples (little-endian float64, the class 0 or 1 after the features), as often as it is
 * asked. Arguments: the file, features. Each line of input is `EXAMPLES COMMAND`, a learner as MOA's command line names it, or
 * `EXAMPLES seed=SEED COMMAND`; it begins anew. The answer is `wall seconds, CPU seconds of the whole process, examples predicted rightly`, after a
 * first line `ready`. What takes less than LEAST_SECONDS is done again, each time anew, and the answer is the mean: the process's CPU time comes
 * in hundredths of a second.
 */
public class LearnersPeer {
  private static final double LEAST_SECONDS = 0.5;

  public static void main(String[] args) throws Exception {
    int features = Integer.parseInt(args[1]);
    InstancesHeader header = header(features);
    List<Instance> examples = read(Path.of(args[0]), features, header);
    System.out.println("ready");
    BufferedReader asked = new BufferedReader(new InputStreamReader(System.in));
    for (String line = asked.readLine(); line != null; line = asked.readLine()) {
      String[] parts = line.split(" ", 2);
      System.out.println(run(parts[1], examples.subList(0, Integer.parseInt(parts[0])), header));
    }
  }

  private static String run(String command, List<Instance> examples, InstancesHeader header) throws Exception {
    String[] seeded = command.startsWith("seed=") ? command.substring(5).split(" ", 2) : new String[] {null, command};
    OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpuBefore = system.getProcessCpuTime();
    long began = System.nanoTime();
    int passes = 0;
    int right = 0;
    double wallSeconds = 0;
    while (wallSeconds < LEAST_SECONDS) {
      right = rightOf(learner(seeded[1], seeded[0], header), examples);
      passes++;
      wallSeconds = (System.nanoTime() - began) / 1e9;
    }
    double cpuSeconds = (system.getProcessCpuTime() - cpuBefore) / 1e9;
    return wallSeconds / passes + " " + cpuSeconds / passes + " " + right;
  }

  private static Classifier learner(String command, String seed, InstancesHeader header) throws Exception {
    Classifier learner = (Classifier) ClassOption.cliStringToObject(command, Classifier.class, null);
    if (seed != null) learner.setRandomSeed(Integer.parseInt(seed));
    learner.setModelContext(header);
    learner.prepareForUse();
    return learner;
  }

  private static int rightOf(Classifier learner, List<Instance> examples) {
    int right = 0;
    for (Instance example : examples) {
      if (Utils.maxIndex(learner.getVotesForInstance(example)) == (int) example.classValue()) right++;
      learner.trainOnInstance(example);
    }
    return right;
  }

  private static InstancesHeader header(int features) {
    ArrayList<Attribute> attributes = new ArrayList<>();
    for (int at = 0; at < features; at++) attributes.add(new Attribute("n" + at));
    attributes.add(new Attribute("class", List.of("0", "1")));
    Instances none = new Instances("examples", attributes, 0);
    none.setClassIndex(features);
    return new InstancesHeader(none);
  }

  private static List<Instance> read(Path file, int features, InstancesHeader header) throws Exception {
    DoubleBuffer values = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
    List<Instance> examples = new ArrayList<>();
    while (values.hasRemaining()) {
      double[] row = new double[features + 1];
      values.get(row);
      Instance example = new DenseInstance(1, row);
      example.setDataset(header);
      examples.add(example);
    }
    return examples;
  }
}
