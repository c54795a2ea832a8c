using Polytask.Balancing;
using Polytask.Tests.Balancing;
using Polytask.Training;

namespace Polytask.Tests.Training;

public sealed class GradientPlanTests
{
    public static TheoryData<BalancerOptions, string> Plans => new()
    {
        { new Equal(), "weights of the losses; one backward pass" },
        { new Moml(), "weights of the losses; steps are tried out with one half of the batch and judged with the other" },
        { new EvenGramian(), "inner products of the tasks' gradients; one backward pass with all tasks stacked (rows with one label: one pass for all)" },
        { new EvenGramian { Path = GradientPath.Loop }, "inner products of the tasks' gradients; one backward pass per task" },
        { new EvenGramian { Level = BalancingLevel.Features }, "inner products of the tasks' gradients; in closed form at the shared representation, one backward pass" },
        { new EvenJacobian { Path = GradientPath.Loop, Groups = BalancingGroups.Layer }, "whole gradients of the tasks; one backward pass per task; each layer by itself" },
        { new EvenGramian { Path = GradientPath.Loop, Independent = true }, "inner products of the tasks' gradients; one backward pass per task; in three passes with a third of the rows each" },
    };

    [Theory]
    [InlineData(BalancingLevel.Parameters, false, "inner products of the tasks' gradients; one backward pass with all tasks stacked (rows with one label: one pass for all); what tasks have that others take from counts as shared")]
    [InlineData(BalancingLevel.Parameters, true, "inner products of the tasks' gradients; one backward pass with all tasks stacked (rows with one label: one pass for all)")]
    [InlineData(BalancingLevel.Features, false, "inner products of the tasks' gradients; at the shared representation, through all heads on the way, one backward pass")]
    public void It_says_what_tasks_that_take_from_others_change(BalancingLevel level, bool stops, string expected)
    {
        var tasks = Toy.Tasks(3).ToDictionary(task => task.Key, task => task.Key == "sold" ? task.Value with { From = ["topic"], StopGradient = stops } : task.Value);
        using var trainer = new Trainer(Toy.Setup(Toy.Prepare(Toy.Table(60), tasks)) with { Balancing = new EvenGramian { Level = level } });
        Assert.Equal(expected, trainer.GradientPlan);
    }

    [Theory, MemberData(nameof(Plans))]
    public void It_says_what_is_looked_at_and_what_that_costs(BalancerOptions balancing, string expected)
    {
        using var trainer = new Trainer(Toy.Setup() with { Balancing = balancing });
        Assert.Equal(expected, trainer.GradientPlan);
    }
}
