using CsCheck;
using Polytask.Data;
using Polytask.Features;
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

    private static long Count(params string[] lines)
    {
        var table = new Table("toy", Columns, [.. lines.Select((line, i) => new Row(line.Split(','), new Place("toy.csv", i + 1)))]);
        var inputs = new Dictionary<string, EncoderOptions> { ["one"] = new CategoryEncoderOptions(), ["two"] = new CategoryEncoderOptions() };
        var prepared = Toy.Prepare(table, new Dictionary<string, TaskOptions> { ["label"] = new BinaryTask() }, inputs);
        var target = prepared.Rows.Targets[0];
        return new SameInputs(prepared).Contradictions(target, row => prepared.Tasks[0].TargetLabel(target[row]));
    }
}
