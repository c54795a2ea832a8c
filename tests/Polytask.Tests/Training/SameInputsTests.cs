using CsCheck;
using Polytask.Data;
using Polytask.Features;
using Polytask.Numerics;
using Polytask.Tasks;
using Polytask.Training;

namespace Polytask.Tests.Training;

public sealed class SameInputsTests
{
    private static readonly string[] Columns = ["part", "one", "two", "label"];

    [Fact]
    public void The_fewer_of_labels_that_differ_contradict()
    {
        // Of three equal rows one; rows without inputs, without a label or outside training do not count.
        Assert.Equal(1, Count("train,x,y,yes", "train,x,y,yes", "train,x,y,no", "train,x,z,no", "train,xy,,no", "train,,,no", "train,,,yes", "train,x,z,", "test,x,z,yes"));
        Assert.Equal(0, Count("train,x,y,yes", "train,xy,,no", "train,,xy,yes", "train,y,x,no"));
    }

    [Fact]
    public void They_are_the_errors_of_the_best_table_of_inputs() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 1]).Array[2, 30].ForAll(rows =>
        {
            // A class each, so that there are two.
            string[] lines = [.. rows.Select(row => $"train,{row.Item1},{row.Item2},{(row.Item3 == 0 ? "no" : "yes")}"), "train,9,8,no", "train,8,9,yes"];
            var best = rows.GroupBy(row => (row.Item1, row.Item2)).Sum(same => Math.Min(same.Count(row => row.Item3 == 0), same.Count(row => row.Item3 == 1)));
            Assert.Equal(best, Count(lines));
        }, iter: 50);

    [Fact]
    public void What_no_model_explains_is_the_noise_of_the_labels()
    {
        // A number for each of 200 pairs of inputs, three times with noise of a tenth of its variance; and rows that stand alone.
        var random = new RandomStream(1, "noise");
        var numbers = Enumerable.Range(0, 200).Select(_ => random.NextNormal()).ToArray();
        string[] lines = [.. Enumerable.Range(0, 600).Select(i => Line($"{i % 20}", $"{i % 200 / 20}", numbers[i % 200] + Math.Sqrt(0.1) * random.NextNormal())), Line("20", "0", 1), "train,20,1,"];
        // 400 degrees of freedom give 0.1 / 1.1 to a share of √(2 / 400) of itself, of which this is two and a half.
        Assert.Equal(0.1 / 1.1, Unexplained(lines)!.Value, 0.016);
        // 2, 4 | 1: within 2 / 1, in all 14 / 3 / 2 from the mean of 7 / 3; ten times, so that it counts.
        string[] few = [.. Enumerable.Range(0, 30).SelectMany(i => new[] { Line($"{i}", "x", 2), Line($"{i}", "x", 4), Line($"{i}", "y", 1) })];
        Assert.Equal(2.0 / (30 * 14.0 / 3 / 89), Unexplained(few)!.Value, 1e-6);
        Assert.Null(Unexplained(few[3..]));
        static string Line(string one, string two, double label) => FormattableString.Invariant($"train,{one},{two},{label}");
    }

    private static double? Unexplained(string[] lines)
    {
        var (prepared, same) = Of(new RegressionTask(), lines);
        return same.Unexplained(prepared.Rows.Targets[0]);
    }

    private static long Count(params string[] lines)
    {
        var (prepared, same) = Of(new BinaryTask(), lines);
        var target = prepared.Rows.Targets[0];
        return same.Contradictions(target, row => prepared.Tasks[0].TargetLabel(target[row]));
    }

    private static (PreparedData Prepared, SameInputs Same) Of(TaskOptions task, string[] lines)
    {
        var table = new Table("toy", Columns, [.. lines.Select((line, i) => new Row(line.Split(','), new Place("toy.csv", i + 1)))]);
        var inputs = new Dictionary<string, EncoderOptions> { ["one"] = new CategoryEncoderOptions(), ["two"] = new CategoryEncoderOptions() };
        var prepared = Toy.Prepare(table, new Dictionary<string, TaskOptions> { ["label"] = task }, inputs);
        return (prepared, new SameInputs(prepared));
    }
}
