using Polytask.Data;
using Polytask.Runs;
using Polytask.Tasks;
using Polytask.Training;

namespace Polytask.Tests.Training;

public sealed class ReadingWatchTests
{
    // Twice the time from one word to the next.
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(0.2);

    [Fact]
    public void Says_how_far_it_is_as_long_as_it_watches()
    {
        var (data, said) = (Data(), new List<RowRead>());
        var column = data.Column("label");
        using (new ReadingWatch(data, said.Add, CancellationToken.None))
        {
            Thread.Sleep(Long);
            Assert.Equal("b", column(1));
        }
        Assert.Equal([new RowRead("label", 2, 3)], said);
        Thread.Sleep(Long);
        Assert.Equal("a", column(2));
        Assert.Single(said);
    }

    [Fact]
    public void Preparing_stops_before_the_next_row_and_nobody_watches_afterwards()
    {
        var data = Data();
        var tasks = new Dictionary<string, TaskOptions> { ["label"] = new ClassificationTask() };
        Assert.Throws<OperationCanceledException>(() => PreparedData.Fit(data, new HashedSplit(), _ => [], tasks, new CancellationToken(canceled: true)));
        Assert.Equal("a", data.Column("label")(0));
    }

    private static DataSet Data() => new([new Table("rows", ["label"], [new Row(["a"], default), new Row(["b"], default), new Row(["a"], default)])]);
}
