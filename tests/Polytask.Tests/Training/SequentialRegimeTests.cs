using Polytask.Training;

namespace Polytask.Tests.Training;

public sealed class SequentialRegimeTests
{
    private static readonly TrainingStreams Streams = RegimeTests.Streams([[.. Enumerable.Range(0, 30)]], row => row < 10, row => row is >= 10 and < 20, row => row >= 20);

    [Fact]
    public void Tasks_come_one_after_another_in_the_order_stated()
    {
        var regime = new SequentialRegime { Order = ["t2", "t0", "t1"], Epochs = 2, BatchSize = 5 }.Create(Streams);
        Assert.Equal(["t2", "t0", "t1"], regime.Stages.Select(stage => stage.Task));
        for (var stage = 0; stage < 3; stage++)
        {
            Assert.Equal(4, regime.Stages[stage].Steps);
            var task = new[] { 2, 0, 1 }[stage];
            Assert.Equal(task, regime.Stages[stage].Scored.ToList().IndexOf(true));
            for (var epoch = 0; epoch < 2; epoch++)
                Assert.Equal(Enumerable.Range(10 * task, 10), Enumerable.Range(2 * epoch, 2).SelectMany(step => RegimeTests.Rows(regime.Plan(stage, step))).Order());
        }
    }

    [Fact]
    public void Rehearsal_adds_its_share_of_earlier_tasks_in_turn()
    {
        var regime = new SequentialRegime { Rehearsal = 0.6, Epochs = 2, BatchSize = 5 }.Create(Streams);
        Assert.All(Enumerable.Range(0, 4), step => Assert.Single(regime.Plan(0, step)));
        var rehearsed = Enumerable.Range(0, 4).Select(step => regime.Plan(2, step)[1]).ToArray();
        Assert.All(rehearsed, batch => Assert.Equal(3, batch.Rows.Length));
        Assert.Equal([0, 1, 0, 1], rehearsed.Select(batch => batch.Tasks.ToList().IndexOf(true)));
        Assert.All(rehearsed, batch => Assert.All(batch.Rows.ToArray(), row => Assert.True(batch.Tasks[row / 10])));
    }

    [Fact]
    public void Only_the_first_task_trains_a_frozen_trunk() =>
        Assert.Equal([true, false, false], new SequentialRegime { FreezeTrunk = true }.Create(Streams).Stages.Select(stage => stage.TrainsTrunk));

    [Fact]
    public void An_order_names_every_task_once()
    {
        Assert.StartsWith("training.order: expected each of t0, t1, t2 once; found t0, t1", Assert.Throws<ConfigurationException>(() => new SequentialRegime { Order = ["t0", "t1"] }.Create(Streams)).Message, StringComparison.Ordinal);
        Assert.Throws<ConfigurationException>(() => new SequentialRegime { Order = ["t0", "t1", "t3"] }.Create(Streams));
        Assert.NotEmpty(new SequentialRegime { Order = ["t0", "t0", "t1"] }.Problems());
    }

    [Fact]
    public void Answers_to_the_same_question_exclude_one_another()
    {
        Assert.NotEmpty(new SequentialRegime { L2Sp = 1, Ewc = 1 }.Problems());
        Assert.NotEmpty(new SequentialRegime { FreezeTrunk = true, Ewc = 1 }.Problems());
        Assert.Empty(new SequentialRegime { Rehearsal = 0.5, Ewc = 1 }.Problems());
    }
}
