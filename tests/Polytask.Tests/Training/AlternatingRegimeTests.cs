using Polytask.Training;

namespace Polytask.Tests.Training;

public sealed class AlternatingRegimeTests
{
    private const int First = 400, Second = 100;

    [Theory]
    [InlineData(TaskSampling.Uniform, 0.5)]
    [InlineData(TaskSampling.Proportional, 0.8)]
    [InlineData(TaskSampling.Temperature, 2.0 / 3)] // √4 : √1
    [InlineData(TaskSampling.Stated, 0.3)]
    public void Tasks_are_as_frequent_as_their_probabilities(TaskSampling sampling, double share)
    {
        var options = new AlternatingRegime
        {
            Sampling = sampling, Epochs = 100, BatchSize = 10,
            Probabilities = sampling == TaskSampling.Stated ? new Dictionary<string, double> { ["t0"] = 3, ["t1"] = 7 } : null,
        };
        var tasks = Tasks(options);
        double[] expected = [share * tasks.Length, (1 - share) * tasks.Length];
        var chiSquare = Enumerable.Range(0, 2).Sum(task => Math.Pow(tasks.Count(t => t == task) - expected[task], 2) / expected[task]);
        Assert.InRange(chiSquare, 0, 10.8); // one degree of freedom: beyond it less than 1 in 1000
    }

    [Fact]
    public void Annealing_goes_from_proportional_to_nearly_even()
    {
        var tasks = Tasks(new AlternatingRegime { Sampling = TaskSampling.Annealed, Epochs = 100, BatchSize = 1 });
        var perEpoch = tasks.Length / 100;
        double Share(int epoch) => tasks.Skip(epoch * perEpoch).Take(perEpoch).Count(task => task == 0) / (double)perEpoch;
        Assert.Equal(0.8, Share(0), 0.075); // 4^1 : 1, four standard errors of 500 draws
        Assert.Equal(0.569, Share(99), 0.09); // 4^0.2 : 1
    }

    [Fact]
    public void An_extreme_temperature_is_still_a_probability()
    {
        var tasks = Tasks(new AlternatingRegime { Sampling = TaskSampling.Temperature, Temperature = 0.01, Epochs = 2, BatchSize = 10 });
        Assert.All(tasks, task => Assert.Equal(0, task)); // 4^100 : 1
    }

    [Fact]
    public void A_task_of_probability_zero_is_never_chosen()
    {
        var probabilities = new Dictionary<string, double> { ["t0"] = 0, ["t1"] = 1 };
        Assert.All(Tasks(new AlternatingRegime { Sampling = TaskSampling.Stated, Probabilities = probabilities, Epochs = 5 }), task => Assert.Equal(1, task));
    }

    [Fact]
    public void Each_task_goes_through_its_rows_cycle_by_cycle()
    {
        var regime = new AlternatingRegime { Epochs = 20, BatchSize = 7, Accumulate = 2 }.Create(RegimeTests.Streams([[.. Enumerable.Range(0, 60)]], row => row < 40, row => row >= 30));
        foreach (var (task, rows) in new[] { (0, Enumerable.Range(0, 40)), (1, Enumerable.Range(30, 30)) })
        {
            var served = RegimeTests.Rows(Enumerable.Range(0, (int)regime.Stages[0].Steps).SelectMany(step => regime.Plan(0, step)).Where(batch => batch.Tasks[task]));
            var count = rows.Count();
            for (var cycle = 0; cycle < served.Length / count; cycle++) Assert.Equal(rows, served.AsSpan(cycle * count, count).ToArray().Order());
            Assert.True(served.Length > 3 * count);
        }
    }

    [Fact]
    public void Probabilities_are_of_all_tasks_and_of_no_others()
    {
        var options = new AlternatingRegime { Sampling = TaskSampling.Stated, Probabilities = new Dictionary<string, double> { ["t0"] = 1, ["t2"] = 1 } };
        Assert.StartsWith("training.probabilities: expected one number for each of t0, t1", Assert.Throws<ConfigurationException>(() => Tasks(options)).Message, StringComparison.Ordinal);
        Assert.NotEmpty(new AlternatingRegime { Sampling = TaskSampling.Stated }.Problems());
        Assert.NotEmpty(new AlternatingRegime { Probabilities = options.Probabilities }.Problems());
        Assert.NotEmpty((options with { Probabilities = new Dictionary<string, double> { ["t0"] = -1, ["t1"] = 2 } }).Problems());
        Assert.Empty(options.Problems());
    }

    [Fact]
    public void A_task_without_training_label_is_named() =>
        Assert.StartsWith("tasks.t1: no training row has a label", Assert.Throws<DataException>(() => new AlternatingRegime().Create(RegimeTests.Streams([[0, 1, 2]], _ => true, _ => false))).Message, StringComparison.Ordinal);

    private static int[] Tasks(AlternatingRegime options)
    {
        var regime = options.Create(RegimeTests.Streams([[.. Enumerable.Range(0, First + Second)]], row => row < First, row => row >= First));
        return [.. Enumerable.Range(0, (int)regime.Stages[0].Steps).Select(step => Assert.Single(regime.Plan(0, step)).Tasks[0] ? 0 : 1)];
    }
}
