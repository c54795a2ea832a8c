using Polytask.Modules;
using Polytask.Sharing;
using Polytask.Testing;
using static Polytask.Tests.Sharing.LiteralTrunk;

namespace Polytask.Tests.Sharing;

public sealed class HomeTests
{
    private const int Tasks = 3, Rank = 2;
    private static readonly StageOptions[] Expert = [new DenseStage { Width = 5 }, new DenseStage { Width = 6, Activation = ActivationFunction.None }];
    private static readonly IReadOnlyList<string>[] Groups = [[Task(2)], [Task(0), Task(1)]];
    private static readonly int[] GroupOfTask = [2, 2, 1];

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 3)]
    [InlineData(1, 3, 2)]
    public void Categories_are_mixed_first_and_tasks_of_them(int shared, int group, int own)
    {
        using var home = new LiteralTrunk(new Home { Groups = Groups, SharedExperts = shared, GroupExperts = group, TaskExperts = own, FeatureRank = Rank, Trunk = Expert, SharedStages = [new DenseStage { Width = 3 }] });
        home.Is((task, x) =>
        {
            var encoded = home.Layer("shared.0", x);
            double[][] Experts(string level, string suffix, double[] read, int count) => [.. Enumerable.Range(0, count).Select(k => OneExpert(home, level, suffix, read, k))];
            double[][] common = Experts("meta", "", encoded, shared), one = Experts("meta", ".groups.1", encoded, group), two = Experts("meta", ".groups.2", encoded, group);
            var met = new[]
            {
                Twice(home, "meta.{0}", encoded, [.. common, .. one, .. two], common),
                Twice(home, "meta.{0}.groups.1", encoded, [.. common, .. one], one),
                Twice(home, "meta.{0}.groups.2", encoded, [.. common, .. two], two),
            };
            var category = GroupOfTask[task];
            var mine = Experts("trunk", $".{Task(task)}", met[category], own);
            return Twice(home, $"{{0}}.{Task(task)}", [.. met[category], .. met[0]],
                [.. Experts("trunk", "", met[0], shared), .. Experts("trunk", $".groups.{category}", met[category], group), .. mine], mine);
        });
        int Level(int inputs, int groups, int experts) => 2 * Rank * inputs * groups + experts * (5 * (inputs + 1) + 6 * (5 + 1) + 2 * 6);
        var gates = 3 * (shared + 2 * group + shared + 2 * (shared + 2 * group)) + 2 * 6 * Tasks * (shared + group + 2 * own);
        Assert.Equal(3 * (Inputs + 1) + Level(3, 3, shared + 2 * group) + Level(6, 3 + Tasks, shared + 2 * group + Tasks * own) + gates, home.Parameters);
    }

    [Fact]
    public void The_contract_holds_with_categories_of_one_task_and_of_several() =>
        SharingContract.Holds(new Home { Groups = [["second"], ["first", "third"]], SharedExperts = 2, TaskExperts = 2 });

    [Fact]
    public void Tasks_without_a_category_are_one_together()
    {
        using var listed = new LiteralTrunk(new Home { Groups = [[Task(0)], [Task(1), Task(2)]], Trunk = Expert });
        using var rest = new LiteralTrunk(new Home { Groups = [[Task(0), "another"]], Trunk = Expert });
        Assert.All(listed.Found().Zip(rest.Found()), pair => Assert.Equal(pair.First.Numbers, pair.Second.Numbers));
    }

    [Fact]
    public void What_one_task_alone_reads_is_its_own()
    {
        using var home = new LiteralTrunk(new Home { Groups = Groups, Trunk = Expert });
        string Owner(string name) => home.Store.Dense.Single(p => p.Name == name).Owner;
        Assert.Equal(["t2", "shared"], Enumerable.Range(1, 2).Select(group => Owner($"trunk.0.experts.groups.{group}.weight")));
        Assert.Equal(["t2", "shared"], Enumerable.Range(1, 2).Select(group => Owner($"meta.gates.groups.{group}.weight")));
        // Through the gate of the shared representation all tasks read the experts of every category.
        Assert.Equal(["shared", "shared"], Enumerable.Range(1, 2).Select(group => Owner($"meta.0.experts.groups.{group}.weight")));
    }

    [Fact]
    public void A_task_is_in_one_category()
    {
        Assert.Equal([("groups", "expected every task once, found 'b' several times. Leave it in one group.")], new Home { Groups = [["a", "b"], ["b", "c"]] }.Problems());
        Assert.Empty(new Home { Groups = [["a", "b"], ["c"]] }.Problems());
    }

    /// <summary>Swish(norm(stages(2 σ(A B x) x))).</summary>
    private static double[] OneExpert(LiteralTrunk home, string level, string suffix, double[] x, int k)
    {
        var features = $"{level}.features.experts{suffix}";
        var factors = home.Product($"{features}.up.weight", home.Product($"{features}.down.weight", x, Rank), x.Length).Select(logit => 2 * Sigmoid(logit));
        double[] read = [.. x.Zip(factors, (number, factor) => number * factor)];
        var numbers = home.Linear($"{level}.1.experts{suffix}", home.Layer($"{level}.0.experts{suffix}", read, k), k);
        var mean = numbers.Average();
        var scale = Math.Sqrt(numbers.Average(number => (number - mean) * (number - mean)) + 1e-5);
        double[] gains = home.Vector($"{level}.norm.experts{suffix}.gain")[(k * numbers.Length)..], biases = home.Vector($"{level}.norm.experts{suffix}.bias")[(k * numbers.Length)..];
        return [.. numbers.Select((number, i) => (number - mean) / scale * gains[i] + biases[i]).Select(number => number * Sigmoid(number))];
    }

    /// <summary>The mixture of all experts that a reader sees, and that of its own ones: one gets σ(W x).</summary>
    private static double[] Twice(LiteralTrunk home, string name, double[] x, double[][] seen, double[][] own)
    {
        string self = string.Format(null, name, "self"), gates = string.Format(null, name, "gates");
        var again = own.Length == 1 ? Mix([Sigmoid(home.Product($"{self}.weight", x, 1)[0])], own) : home.Gated(self, x, own);
        return Mix([1, 1], [home.Gated(gates, x, seen), again]);
    }
}
