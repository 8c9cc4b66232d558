import com.yahoo.labs.samoa.instances.Attribute;
import com.yahoo.labs.samoa.instances.DenseInstance;
import com.yahoo.labs.samoa.instances.Instance;
import com.yahoo.labs.samoa.instances.Instances;
import com.yahoo.labs.samoa.instances.InstancesHeader;
import java.io.OutputStream;
import java.io.PrintStream;
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
 * Which examples do MOA's learners predict wrongly, test-then-train? Arguments: the number of learners, each as MOA's command line names it,
 * then a file and its number of features, and so on (little-endian float64, the class 0 or 1 after the features). Prints one JSON
 * row per file and learner; `wrong` has a 1 for each example that was predicted wrongly, and a 0 for each other.
 */
public class RecoveryPeer {
  public static void main(String[] args) throws Exception {
    PrintStream out = System.out;
    // EFDT prints as it learns.
    System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    int learners = Integer.parseInt(args[0]);
    List<String> rows = new ArrayList<>();
    for (int file = 0; learners + 1 + 2 * file < args.length; file++) {
      int features = Integer.parseInt(args[learners + 2 + 2 * file]);
      InstancesHeader header = header(features);
      List<Instance> examples = read(Path.of(args[learners + 1 + 2 * file]), features, header);
      for (int learner = 0; learner < learners; learner++) {
        String wrong = run(args[1 + learner], examples, header);
        rows.add("{\"file\":" + file + ",\"learner\":" + learner + ",\"wrong\":\"" + wrong + "\"}");
      }
    }
    out.println("[" + String.join(",", rows) + "]");
  }

  private static String run(String command, List<Instance> examples, InstancesHeader header) throws Exception {
    Classifier learner = (Classifier) ClassOption.cliStringToObject(command, Classifier.class, null);
    learner.setModelContext(header);
    learner.prepareForUse();
    StringBuilder wrong = new StringBuilder(examples.size());
    for (Instance example : examples) {
      boolean isRight = Utils.maxIndex(learner.getVotesForInstance(example)) == (int) example.classValue();
      wrong.append(isRight ? '0' : '1');
      learner.trainOnInstance(example);
    }
    return wrong.toString();
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
      Instance example = new DenseInstance(features + 1);
      example.setDataset(header);
      for (int at = 0; at <= features; at++) example.setValue(at, values.get());
      examples.add(example);
    }
    return examples;
  }
}
