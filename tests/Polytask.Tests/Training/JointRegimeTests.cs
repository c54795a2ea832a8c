using Polytask.Training;

namespace Polytask.Tests.Training;

public sealed class JointRegimeTests
{
    [Fact]
    public void An_epoch_is_one_pass()
    {
        int[] rows = [.. Enumerable.Range(0, 23)];
        var regime = new JointRegime { Epochs = 3, BatchSize = 5 }.Create(RegimeTests.Streams([rows], _ => true));
        var stage = Assert.Single(regime.Stages);
        Assert.Equal((5, 15, 3), (stage.StepsPerEpoch, stage.Steps, stage.Epochs));
        for (var epoch = 0; epoch < 3; epoch++)
            Assert.Equal(rows, Enumerable.Range(5 * epoch, 5).SelectMany(step => RegimeTests.Rows(regime.Plan(0, step))).Order());
    }

    [Fact]
    public void Two_sources_give_a_batch_each_and_the_smaller_begins_again()
    {
        var regime = new JointRegime { Epochs = 1, BatchSize = 4 }.Create(RegimeTests.Streams([[.. Enumerable.Range(0, 20)], [.. Enumerable.Range(20, 8)]], row => row < 20, row => row >= 20));
        Assert.Equal(5, regime.Stages[0].StepsPerEpoch);
        for (var step = 0; step < 5; step++)
        {
            var batches = regime.Plan(0, step);
            Assert.Equal(2, batches.Count);
            Assert.All(batches[0].Rows.ToArray(), row => Assert.InRange(row, 0, 19));
            Assert.All(batches[1].Rows.ToArray(), row => Assert.InRange(row, 20, 27));
            Assert.All(batches, batch => Assert.Equal([true, true], batch.Tasks));
        }
        Assert.Equal(Enumerable.Range(20, 8), Enumerable.Range(2, 2).SelectMany(step => regime.Plan(0, step)[1].Rows.ToArray()).Order());
    }

    [Fact]
    public void Rows_without_any_label_are_left_out_and_so_is_a_source_of_such_rows()
    {
        var regime = new JointRegime { BatchSize = 4 }.Create(RegimeTests.Streams([[.. Enumerable.Range(0, 20)], [.. Enumerable.Range(20, 8)]], row => row % 2 == 0 && row < 20));
        Assert.Equal(3, regime.Stages[0].StepsPerEpoch);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => 2 * i), Enumerable.Range(0, 3).SelectMany(step => RegimeTests.Rows(regime.Plan(0, step))).Order());
    }

    [Fact]
    public void Accumulated_batches_are_of_one_step()
    {
        var regime = new JointRegime { Epochs = 2, BatchSize = 3, Accumulate = 4 }.Create(RegimeTests.Streams([[.. Enumerable.Range(0, 24)]], _ => true));
        Assert.Equal(2, regime.Stages[0].StepsPerEpoch);
        Assert.Equal(4, regime.Plan(0, 0).Count);
        Assert.Equal(Enumerable.Range(0, 24), RegimeTests.Rows([.. regime.Plan(0, 0), .. regime.Plan(0, 1)]).Order());
    }
}
