using Polytask.Balancing;
using Polytask.Training;

namespace Polytask.Tests.Training;

public sealed class AbsentTaskTests
{
    [Fact]
    public void A_task_without_label_in_a_third_of_the_batch_trains_its_own_parameters_all_the_same()
    {
        var setup = Toy.Setup(tasks: 2) with { Balancing = new MoDo() };
        var (first, second) = (setup.Data.Targets[0], setup.Data.Targets[1]);
        int[] rows = [Enumerable.Range(0, 60).First(second.Has), .. Enumerable.Range(0, 60).Where(row => first.Has(row) && !second.Has(row)).Take(2)];
        using var model = setup.CreateModel();
        using var optimiser = new ModelOptimiser(model.Parameters, setup.Optimisers);
        using var balance = new TaskBalance(setup, model);
        new StepRunner(setup, model, optimiser, null, balance).Run([new StepBatch(rows, [true, true])], trainsTrunk: true, rate: 1, step: 0);
        Assert.Contains(Polytask.Testing.Numbers.Of(model.Parameters.Dense.Single(p => p.Name == "heads.price.weight").Gradient).ToArray(), number => number != 0);
    }
}
