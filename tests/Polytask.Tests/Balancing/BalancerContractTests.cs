using Polytask.Balancing;
using Polytask.Catalog;
using Polytask.Testing;

namespace Polytask.Tests.Balancing;

/// <summary>Every method of the catalogue keeps the contract, with its defaults and in what its options can change of where it works.</summary>
public sealed class BalancerContractTests
{
    public static TheoryData<string> Names => [.. Methods.Keys];

    /// <summary>Every kind of the library, and what those that cannot do without an option are given.</summary>
    private static Dictionary<string, BalancerOptions> Methods { get; } = Kinds.Families.Single(family => family.Key == "balancing").Kinds
        .Where(kind => kind.Options.Assembly == typeof(Equal).Assembly)
        .ToDictionary(kind => kind.Name, kind => (BalancerOptions)Activator.CreateInstance(kind.Options)!);

    [Theory, MemberData(nameof(Names))]
    public void Whole_runs(string kind) => BalancerContract.Holds(Methods[kind], Tasks(Methods[kind]));

    [Theory, MemberData(nameof(Names))]
    public void Runs_in_which_gradients_are_compared_elsewhere_or_made_in_another_way(string kind)
    {
        if (Methods[kind] is not GradientBalancing method) return;
        var tasks = Tasks(method);
        BalancerContract.Holds(method with { Groups = BalancingGroups.Layer }, tasks, runs: 2);
        BalancerContract.Holds(method with { Path = GradientPath.Loop }, tasks, runs: 2);
        if (method.FeaturesProblem is null) BalancerContract.Holds(method with { Level = BalancingLevel.Features }, tasks, runs: 2);
        else Assert.StartsWith("balancing.level: ", Assert.Throws<ConfigurationException>(() => BalancerContract.Holds(method with { Level = BalancingLevel.Features }, tasks, runs: 1)).Message, StringComparison.Ordinal);
    }

    /// <summary>Some choose among three tasks at least.</summary>
    private static int Tasks(BalancerOptions method) => method is Krum or TrimmedMean ? 3 : 2;
}
