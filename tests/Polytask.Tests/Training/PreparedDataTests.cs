using CsCheck;
using Polytask.Data;
using Polytask.Features;
using Polytask.Tasks;
using Polytask.Testing;
using Polytask.Training;

namespace Polytask.Tests.Training;

public sealed class PreparedDataTests
{
    /// <summary>Nothing that is fitted may have seen a validation or test row.</summary>
    [Fact]
    public void Rows_outside_training_change_nothing_that_is_fitted() => Gen.Select(WholeTables, Gen.Int[0, 1000]).ForAll((table, otherSeed) =>
    {
        var other = Toy.Table(60, seed: otherSeed);
        var mixed = new Table("toy", table.Columns, [.. table.Rows.Select((row, i) => row.Values[0] == "train" ? row : other.Rows[i])]);
        var (one, two) = (Toy.Prepare(table, Toy.Tasks(5, "weight")), Toy.Prepare(mixed, Toy.Tasks(5, "weight")));
        Assert.Equal(States(one), States(two));
        foreach (var row in one.Split.Rows(Part.Training))
            Assert.Equal(Encoded(one.Rows, row), Encoded(two.Rows, row));
    }, iter: 20);

    [Fact]
    public void A_row_outside_training_can_be_anything_that_can_be_read()
    {
        var table = Toy.Table(60);
        var row = Array.FindIndex([.. table.Rows], r => r.Values[0] == "test");
        var odd = new Table("toy", table.Columns, [.. table.Rows.Select((r, i) => i != row ? r : r with { Values = ["test", "words never seen", "tag99", "1e9", null, null, null, null, null, null] })]);
        var prepared = Toy.Prepare(odd, Toy.Tasks(5));
        Assert.All(prepared.Rows.Targets, target => Assert.False(target.Has(row)));
    }

    [Fact]
    public void A_class_that_training_rows_do_not_have_is_refused_at_its_place()
    {
        var table = Toy.Table(60);
        var row = Array.FindIndex([.. table.Rows], r => r.Values[0] == "test");
        var odd = new Table("toy", table.Columns, [.. table.Rows.Select((r, i) => i != row ? r : r with { Values = [.. r.Values.Take(5), "violet", .. r.Values.Skip(6)] })]);
        Assert.StartsWith($"toy.csv:{row + 2}  column 'topic': \"violet\" is not one of", Assert.Throws<DataException>(() => Toy.Prepare(odd, Toy.Tasks(1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_names_tasks_that_have_one_unit()
    {
        (string Part, string School, string Score)[] cells = [("train", "10", "1"), ("train", "9", "3"), ("train", "10", "5"), ("test", "11", "7"), ("train", "12", "")];
        var table = new Table("pupils", ["part", "school", "score"], [.. cells.Select((cell, i) => new Row([cell.Part, cell.School, cell.Score], new Place("pupils.csv", i + 2)))]);
        var prepared = Toy.Prepare(
            table, new Dictionary<string, TaskOptions> { ["score"] = new RegressionTask { ForEach = "school" } }, new Dictionary<string, EncoderOptions> { ["school"] = new NumberEncoderOptions() });
        // A school with no label in training rows is none; 1, 3 and 5 have the mean of 3.
        Assert.Equal(["score/9", "score/10"], prepared.Tasks.Select(task => task.Name));
        Assert.Equal([[1], [0, 2]], prepared.Rows.Targets.Select(target => Enumerable.Range(0, 5).Where(target.Has).ToArray()));
        foreach (var task in prepared.Tasks)
        {
            var prediction = new float[1];
            task.Predict([0], prediction);
            Assert.Equal(3, prediction[0]);
        }
    }

    [Fact]
    public void A_column_of_tasks_that_is_not_there_is_an_error() =>
        Assert.StartsWith("tasks.price.forEach: No source has a column 'shop'.",
            Assert.Throws<DataException>(() => Toy.Prepare(Toy.Table(20), new Dictionary<string, TaskOptions> { ["price"] = new RegressionTask { ForEach = "shop" } })).Message, StringComparison.Ordinal);

    [Fact]
    public void Labels_are_those_of_the_task_s_source_and_conditions()
    {
        Table Source(string name) => new(name, ["part", "x", "kind"], [.. Enumerable.Range(0, 6).Select(i => new Row(["train", $"{i}", i % 3 == 0 ? "a" : "b"], new Place(name, i + 1)))]);
        var tasks = new Dictionary<string, TaskOptions>
        {
            ["all"] = new RegressionTask { Column = "x" },
            ["second"] = new RegressionTask { Column = "x", Source = "two" },
            ["some"] = new RegressionTask { Column = "x", Source = "one", Where = new Dictionary<string, string> { ["kind"] = "a" } },
        };
        var prepared = Toy.Prepare([Source("one"), Source("two")], tasks, new Dictionary<string, EncoderOptions> { ["x"] = new NumberEncoderOptions() });
        int[] Labelled(int task) => [.. Enumerable.Range(0, 12).Where(prepared.Rows.Targets[task].Has)];
        Assert.Equal(Enumerable.Range(0, 12), Labelled(0));
        Assert.Equal(Enumerable.Range(6, 6), Labelled(1));
        Assert.Equal([0, 3], Labelled(2));
    }

    [Theory]
    [InlineData("column")]
    [InlineData("where")]
    [InlineData("rowWeight")]
    [InlineData("source")]
    public void A_column_or_source_that_is_not_there_is_named(string option)
    {
        TaskOptions task = option switch
        {
            "column" => new RegressionTask { Column = "absent" },
            "where" => new RegressionTask { Where = new Dictionary<string, string> { ["absent"] = "a" } },
            "rowWeight" => new RegressionTask { RowWeight = "absent" },
            _ => new RegressionTask { Source = "absent" },
        };
        var error = Assert.Throws<DataException>(() => Toy.Prepare(Toy.Table(20), new Dictionary<string, TaskOptions> { ["price"] = task }));
        Assert.StartsWith($"tasks.price.{option}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("'absent'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("heavy")]
    public void A_weight_is_a_number_of_at_least_zero(string weight)
    {
        var table = new Table("toy", ["part", "size", "price", "weight"], [new Row(["train", "1", "2", weight], new Place("toy.csv", 2))]);
        var error = Assert.Throws<DataException>(() => Toy.Prepare(table, new Dictionary<string, TaskOptions> { ["price"] = new RegressionTask { RowWeight = "weight" } }, new Dictionary<string, EncoderOptions> { ["size"] = new NumberEncoderOptions() }));
        Assert.StartsWith("toy.csv:2  column 'weight': expected a weight of at least 0", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Tables whose training rows have every topic: a class that they lack is refused elsewhere.</summary>
    private static readonly Gen<Table> WholeTables = Gen.Int[0, 1000].Select(seed => Toy.Table(60, seed: seed))
        .Where(table => table.Rows.Where(row => row.Values[0] == "train").Select(row => row.Values[5]).OfType<string>().Distinct().Count() == 3);

    private static string States(PreparedData prepared) =>
        string.Join('\n', prepared.Encoders.Select(e => SavedState.Of(e.SaveState).GetRawText()).Concat(prepared.Tasks.Select(t => SavedState.Of(t.SaveState).GetRawText())));

    private static IEnumerable<float> Encoded(EncodedRows rows, int row) =>
    [
        .. rows.Inputs.SelectMany(column => column switch
        {
            BagColumn bags => Enumerable.Range(bags.Offsets[row], bags.Offsets[row + 1] - bags.Offsets[row]).SelectMany(i => new[] { bags.Ids[i], bags.Weights[i] }),
            DenseColumn dense => dense.Values.Skip(row * dense.Width).Take(dense.Width),
            _ => [],
        }),
        .. rows.Targets.SelectMany(target => target.Has(row) ? [target.Weight(row), .. target[row].ToArray()] : new[] { float.NaN }),
    ];
}
