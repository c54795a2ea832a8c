using Polytask.Data;
using Polytask.Tasks;
using Polytask.Testing;
using Polytask.Tests.Runs;

namespace Polytask.Tests.Testing;

/// <summary>The library's own tasks and sources keep the contracts that it ships.</summary>
public sealed class OwnKindsTests
{
    public static TheoryData<TaskOptions, string[]> Tasks => new()
    {
        { new ClassificationTask(), ["red", "green", "blue", "green"] },
        { new ClassificationTask { ClassWeights = ClassWeighting.Balanced, LabelSmoothing = 0 }, ["red", "green", "blue", "green"] },
        { new BinaryTask { PositiveWeight = 3 }, ["ham", "spam"] },
        { new MultiLabelTask(), ["a|b", "none", "c", "a|c"] },
        { new OrdinalTask { Order = ["low", "middle", "high"] }, ["low", "high"] },
    };

    [Theory, MemberData(nameof(Tasks))]
    public void Tasks_of_classes(TaskOptions options, string[] labels) => TaskContract.Holds(options, labels);

    [Theory]
    [InlineData(RegressionLoss.Squared)]
    [InlineData(RegressionLoss.Absolute)]
    [InlineData(RegressionLoss.Huber)]
    public void Regression(RegressionLoss loss) => TaskContract.Holds(new RegressionTask { Loss = loss }, ["1.5", "-2", "0.25", "10"], learns: false);

    [Fact]
    public void Sources()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.csv"], "x,y\n1,\"two, three\"\n4,\n");
        File.WriteAllText(folder["a.tsv"], "x\ty\n1\ttwo\n4\t\n");
        File.WriteAllText(folder["a.jsonl"], "{\"x\":1,\"y\":\"two\"}\n{\"x\":4}\n");
        SourceContract.Holds(new CsvSource { Path = folder["a.csv"] });
        SourceContract.Holds(new TsvSource { Path = folder["a.tsv"] });
        SourceContract.Holds(new JsonLinesSource { Path = folder["a.jsonl"] });
    }
}
